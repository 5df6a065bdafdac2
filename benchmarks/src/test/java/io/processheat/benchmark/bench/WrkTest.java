package io.processheat.benchmark.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WrkTest {

    @Test
    void readsTheRate() throws IOException {
        assertEquals(74627.86, Wrk.rate("  151300 requests in 2.03s, 3.90MB read\nRequests/sec:  74627.86\nTransfer/sec: 1.92MB\n"));
    }

    @Test
    void aRateWithFailedRequestsIsNone() {
        String output = "  Non-2xx or 3xx responses: 17\nRequests/sec:  74627.86\n";
        assertThrows(IOException.class, () -> Wrk.rate(output));
    }

    @Test
    void noOutputIsNoRate() {
        assertThrows(IOException.class, () -> Wrk.rate("unable to connect"));
    }
}

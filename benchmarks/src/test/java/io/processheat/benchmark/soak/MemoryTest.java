package io.processheat.benchmark.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void tellsTheHeapFromTheRest() {
        Memory memory = Memory.of(List.of(
                "f0000000-fd700000 rw-p 00000000 00:00 0 ",
                "Size:             220160 kB",
                "Rss:               64512 kB",
                "fd700000-100000000 ---p 00000000 00:00 0 ",
                "Rss:                   0 kB",
                "7f27f4000000-7f27f6684000 rw-p 00000000 00:00 0 ",
                "Rss:               39440 kB",
                "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]",
                "Rss:                   4 kB"));
        assertEquals((64_512 + 39_440 + 4) * 1_024, memory.bytes());
        assertEquals((39_440 + 4) * 1_024, memory.besideHeapBytes());
    }
}

package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {

    @Test
    void namesWhatIsMisspelt() {
        List<String> keys = List.of("timeout.ms", "time.out.ms", "retry.schedules", "Lanes");
        assertEquals(Set.of("time.out.ms", "Lanes"), UnknownKeys.in(Config.class, keys));
    }

    @Test
    void saysNothingOfWhatFrameworksAdd() {
        List<String> keys = List.of("service.pid", "component.name", "felix.fileinstall.filename", "objectClass",
                "osgi.ds.satisfying.condition.target", "store.target", "signer.cardinality.minimum", ":configurator:x", ".private");
        assertEquals(Set.of(), UnknownKeys.in(Config.class, keys));
    }
}

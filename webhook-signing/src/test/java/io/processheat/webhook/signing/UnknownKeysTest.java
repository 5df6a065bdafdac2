package io.processheat.webhook.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {

    @Test
    void namesWhatIsMisspelt() {
        List<String> keys = List.of("key.file", "Misspelt", "mis.spelt");
        assertEquals(Set.of("Misspelt", "mis.spelt"), UnknownKeys.in(HmacSigner.Config.class, keys));
    }

    @Test
    void saysNothingOfWhatFrameworksAdd() {
        List<String> keys = List.of("service.pid", "component.name", "felix.fileinstall.filename", "objectClass",
                "osgi.ds.satisfying.condition.target", "store.target", "sink.cardinality.minimum", ":configurator:x", ".private");
        assertEquals(Set.of(), UnknownKeys.in(HmacSigner.Config.class, keys));
    }
}

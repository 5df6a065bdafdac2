package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.Priority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredTermsTest {

    @Test
    void goByTheLongestNameThatFits() {
        TypeRules<String> rules =
                TypeRules.assigned(List.of("*=all", "a.*=a", "a.b.*=ab", "a.b.c=abc"), value -> value);
        assertEquals(List.of("abc", "ab", "a", "all"),
                List.of("a.b.c", "a.b.d", "a.c", "ab.c").stream().map(type -> rules.of(type).orElseThrow()).toList());
    }

    @Test
    void takeTheHigherClassWhereANameIsInBoth() {
        Settings settings = Settings.DEFAULTS.changedTo(new TestConfig()
                .with("priority.high", new String[] {"alarm.triggered", "model.*"})
                .with("priority.medium", new String[] {"alarm.*", "model.*", "model.degraded"}));
        assertEquals(new TypeTerms(Priority.HIGH, "alarm_id", null), settings.terms().of("alarm.triggered"));
        assertEquals(Priority.MEDIUM, settings.terms().of("alarm.cleared").priority());
        assertEquals(Priority.HIGH, settings.terms().of("model.deployed").priority());
        assertEquals(Priority.MEDIUM, settings.terms().of("model.degraded").priority());
    }

    @ParameterizedTest
    @CsvSource({
        "priority.high, Alarm.*", "priority.high, alarm*", "priority.medium, .*", "priority.medium, a.*.b",
        "ordering.keys, alarm.*", "ordering.keys, alarm.*=", "ordering.keys, =alarm_id", "ordering.keys, alarm.*=a;alarm.*=b",
        "time.to.live, *=1h", "time.to.live, *=PT0.5S", "time.to.live, *=-PT1H", "time.to.live, *=P3651D", "time.to.live, *"
    })
    void keepTheLastValueWhereOneIsInvalid(String key, String value) {
        Settings valid = Settings.DEFAULTS.changedTo(new TestConfig()
                .with("priority.high", new String[] {"model.*"})
                .with("priority.medium", new String[] {"alarm.*"})
                .with("ordering.keys", new String[] {"model.*=model"})
                .with("time.to.live", new String[] {"*=P1D"}));
        try (LogCapture log = new LogCapture()) {
            Settings settings = valid.changedTo(new TestConfig()
                    .with("priority.high", new String[] {"model.*"})
                    .with("priority.medium", new String[] {"alarm.*"})
                    .with("ordering.keys", new String[] {"model.*=model"})
                    .with("time.to.live", new String[] {"*=P1D"})
                    .with(key, value.split(";")));
            assertEquals(new TypeTerms(Priority.HIGH, "model", Duration.ofDays(1)), settings.terms().of("model.deployed"));
            assertEquals(new TypeTerms(Priority.MEDIUM, null, Duration.ofDays(1)), settings.terms().of("alarm.cleared"));
            assertEquals(1, log.at(Level.ERROR).size());
            assertTrue(log.at(Level.ERROR).get(0).startsWith("Configuration " + key + " is refused"));
        }
    }

    @Test
    void nameWhatFitsNoType() {
        try (LogCapture log = new LogCapture()) {
            Settings.DEFAULTS.changedTo(new TestConfig().with("priority.high", new String[] {"alarms.*", "alarm.trigered", "alarm.*"}));
            assertTrue(log.at(Level.WARN).get(0).endsWith("[alarm.trigered, alarms.*]"), log.at(Level.WARN).toString());
        }
    }
}

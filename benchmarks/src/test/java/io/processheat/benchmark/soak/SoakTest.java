package io.processheat.benchmark.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakTest {

    @Test
    void takesMinutes() {
        assertEquals(10, Soak.minutes(List.of()));
        assertEquals(5, Soak.minutes(List.of("--minutes", "5")));
        assertThrows(IllegalArgumentException.class, () -> Soak.minutes(List.of("--minutes", "61")));
        assertThrows(IllegalArgumentException.class, () -> Soak.minutes(List.of("--minutes", "3")));
        assertThrows(IllegalArgumentException.class, () -> Soak.minutes(List.of("--seconds", "5")));
    }

    @Test
    void postsTheSameHourHoweverFast() {
        assertEquals(360_000, Plan.hourIn(Duration.ofMinutes(10), 128).events());
        assertEquals(360_000, Plan.hourIn(Duration.ofMinutes(5), 128).events());
        assertEquals(600 / 0.97, Plan.hourIn(Duration.ofMinutes(10), 128).eventsPerSecond(), 1e-6);
        assertEquals(1_200 / 0.97, Plan.hourIn(Duration.ofMinutes(5), 128).eventsPerSecond(), 1e-6);
    }

    @Test
    void aSectionIsPostedWithoutAGap() {
        Plan plan = Plan.brief(32);
        assertEquals(plan.paused(1).first() + plan.paused(1).events(), plan.resumed(1).first());
        assertEquals(plan.paused(2).first(), plan.resumed(1).first() + plan.resumed(1).events());
    }
}

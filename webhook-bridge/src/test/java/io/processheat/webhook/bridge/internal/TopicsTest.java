package io.processheat.webhook.bridge.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void aTypeIsTheTopicWithoutPrefixAndWithDots() {
        assertEquals("alarm.triggered", new Topics("processheat").typeOf("processheat/alarm/triggered"));
        assertEquals("a.b.c", new Topics("site/1").typeOf("site/1/a/b/c"));
    }

    @Test
    void caseIsKept() {
        assertEquals("Alarm.TRIGGERED", new Topics("processheat").typeOf("processheat/Alarm/TRIGGERED"));
    }

    @Test
    void thePrefixIsTakenOffOnce() {
        assertEquals("a.a.b", new Topics("a").typeOf("a/a/a/b"));
    }

    @Test
    void whatEventAdminTookUnderTheFormerPrefixKeepsItsType() {
        Topics topics = new Topics("processheat").changedTo("plant");

        assertEquals("alarm.triggered", topics.typeOf("processheat/alarm/triggered"));
        assertEquals("alarm.triggered", topics.typeOf("plant/alarm/triggered"));
        assertEquals("plant/*", topics.filter());
    }

    @Test
    void settingTheSamePrefixAgainDoesNotForgetTheFormerOne() {
        Topics topics = new Topics("processheat").changedTo("plant").changedTo("plant");

        assertEquals("alarm.triggered", topics.typeOf("processheat/alarm/triggered"));
    }
}

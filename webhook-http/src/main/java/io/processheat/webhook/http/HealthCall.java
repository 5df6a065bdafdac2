package io.processheat.webhook.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whether the parts are there. */
final class HealthCall {

    private final Services services;

    HealthCall(Services services) {
        this.services = services;
    }

    Response answer(Call call) {
        call.query();
        Map<String, String> checks = new LinkedHashMap<>();
        services.presence().forEach((part, present) -> checks.put(part, word(present)));
        boolean up = !checks.containsValue(word(false));
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", word(up));
        health.put("checks", checks);
        Response response = Response.json(up ? 200 : 503, health);
        return up ? response : response.with("Retry-After", Problems.SOON_SECONDS);
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }
}

package io.processheat.webhook.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the parts are there, and what keeps them from their work. */
final class HealthCall {

    private final Services services;

    HealthCall(Services services) {
        this.services = services;
    }

    Response answer(Call call) {
        call.query();
        Map<String, String> checks = new LinkedHashMap<>();
        services.presence().forEach((part, present) -> checks.put(part, word(present)));
        List<String> problems = services.problems();
        boolean up = !checks.containsValue(word(false)) && problems.isEmpty();
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", word(up));
        health.put("checks", checks);
        health.put("problems", problems);
        List<String> warnings = services.warnings();
        if (!warnings.isEmpty()) {
            health.put("warnings", warnings);
        }
        Response response = Response.json(up ? 200 : 503, health);
        return up ? response : response.with("Retry-After", Problems.SOON_SECONDS);
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }
}

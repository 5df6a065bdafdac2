package io.processheat.webhook.http;

/** The calls that hold a webhook's deliveries back and let them go again. */
final class PauseCalls {

    private final Services services;
    private final int maxBodyBytes;

    PauseCalls(Services services, int maxBodyBytes) {
        this.services = services;
        this.maxBodyBytes = maxBodyBytes;
    }

    Response pause(Call call) {
        call.takesNothing(maxBodyBytes);
        return Response.json(200, Views.of(services.manager().pauseWebhook(call.id())));
    }

    Response resume(Call call) {
        call.takesNothing(maxBodyBytes);
        return Response.json(200, Views.of(services.manager().resumeWebhook(call.id())));
    }
}

package io.processheat.webhook.http;

import io.processheat.webhook.Backup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Copies the store; takes as long as the store is large. */
final class BackupCall implements Handler {

    private final Services services;
    private final int maxBodyBytes;

    BackupCall(Services services, int maxBodyBytes) {
        this.services = services;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public CompletionStage<Response> answer(Call call) {
        call.takesNothing(maxBodyBytes);
        return services.manager().backUp().thenApply(backup -> Response.json(201, view(backup)));
    }

    @Override
    public Duration patience(Settings settings) {
        return settings.backupTimeout();
    }

    private static Map<String, Object> view(Backup backup) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("file", backup.file().toString());
        view.put("bytes", backup.bytes());
        view.put("taken_at", Views.time(backup.takenAt()));
        return view;
    }
}

package io.processheat.systemtest;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The unpacked distribution, as it was built or as a copy that a test may change. */
record Distribution(Path folder) {

    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    static Distribution asBuilt() {
        Path folder = Path.of(System.getProperty("distribution")).normalize();
        if (!Files.isExecutable(folder.resolve("bin/start"))) {
            throw new IllegalStateException("No distribution in " + folder + ": package the module 'runtime' first");
        }
        return new Distribution(folder);
    }

    static Distribution copiedTo(Path target) throws IOException {
        Path source = asBuilt().folder;
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, target.resolve(source.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new Distribution(target);
    }

    /** Changes the configuration of one component in conf/webhooks.json. */
    Distribution configured(String component, Consumer<ObjectNode> change) throws IOException {
        Path file = folder.resolve("conf/webhooks.json");
        ObjectNode root = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(root.withObjectProperty(component));
        JSON.writeValue(file.toFile(), root);
        return this;
    }

    /** Makes every retry follow after the same short delay, once. */
    Distribution withOneRetryAfter(String delay) throws IOException {
        return configured("io.processheat.webhook.delivery",
                delivery -> delivery.putArray("retry.schedules").add("default=" + delay));
    }

    Path load() {
        return folder.resolve("load");
    }

    Path demo() {
        return folder.resolve("demo");
    }

    /** Starts it on a free port, allowed to deliver to this machine, and waits until it is ready. */
    Instance start(Path data) throws IOException {
        return launch(data, "--allow", "127.0.0.0/8").ready();
    }

    /** Starts it and does not wait for anything. */
    Instance launch(Path data, String... more) throws IOException {
        List<String> start = List.of(folder.resolve("bin/start").toString(), "--port", "0", "--data", data.toString());
        ProcessBuilder process = new ProcessBuilder(Stream.concat(start.stream(), Stream.of(more)).toList());
        process.environment().remove("WEBHOOK_ADMIN_TOKEN");
        return new Instance(process.redirectErrorStream(true).start());
    }
}

package io.processheat.systemtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A file of JSON lines, in the order of writing, for a judge that knows nothing else. */
final class Journal implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final BufferedWriter lines;

    private Journal(Path file, BufferedWriter lines) {
        this.file = file;
        this.lines = lines;
    }

    static Journal at(Path file) throws IOException {
        return new Journal(file, Files.newBufferedWriter(file));
    }

    /** A copy of what is written so far: a judge must not meet half a line, as somebody may be writing still. */
    synchronized Path file() throws IOException {
        lines.flush();
        Path copy = file.resolveSibling("so-far-" + file.getFileName());
        return Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }

    synchronized void write(Map<String, ?> entry) {
        try {
            lines.write(JSON.writeValueAsString(entry));
            lines.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        lines.close();
    }
}

package io.processheat.demo.receiver;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** A terminal whose lines can be read. */
final class Screen {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Charset charset;
    private final Terminal terminal;

    Screen(InstantSource clock) {
        this(StandardCharsets.UTF_8, false, clock);
    }

    Screen(Charset charset, boolean coloured, InstantSource clock) {
        this.charset = charset;
        terminal = new Terminal(new PrintStream(bytes, true, charset), charset, coloured, clock);
    }

    Terminal terminal() {
        return terminal;
    }

    List<String> lines() {
        return bytes.toString(charset).lines().toList();
    }

    boolean shows(String text) {
        return lines().stream().anyMatch(line -> line.contains(text));
    }
}

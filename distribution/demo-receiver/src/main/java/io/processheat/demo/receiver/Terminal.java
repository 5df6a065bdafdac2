package io.processheat.demo.receiver;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Aligned lines on standard output: coloured where somebody looks at it, in ASCII where it cannot show more. */
final class Terminal {

    /** What a line says at a glance. */
    enum Mark {
        GOOD("✓", "\u001b[32m"),
        PENDING("…", "\u001b[33m"),
        BAD("✗", "\u001b[31m"),
        NONE(" ", "");

        private final String sign;
        private final String colour;

        Mark(String sign, String colour) {
            this.sign = sign;
            this.colour = colour;
        }
    }

    private static final String ALL_SIGNS = "✓…✗→°³";
    private static final String RESET = "\u001b[0m";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final PrintStream out;
    private final InstantSource clock;
    private final boolean ascii;
    private final boolean coloured;

    Terminal(PrintStream out, Charset charset, boolean coloured, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.ascii = !charset.newEncoder().canEncode(ALL_SIGNS);
        this.coloured = coloured;
    }

    static Terminal standardOutput(InstantSource clock) {
        boolean coloured = System.console() != null && System.getenv("NO_COLOR") == null;
        return new Terminal(System.out, standardCharset(), coloured, clock);
    }

    /** Java 17 cannot be asked what System.out encodes to; these properties are what it looks at. */
    private static Charset standardCharset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }

    /** One at a time, so that lines stand in the order of their times. */
    synchronized void line(String who, String what, Mark mark, String text) {
        String time = TIME.format(clock.instant().atZone(ZoneId.systemDefault()));
        String verdict = (mark.sign + " " + printable(text)).stripTrailing();
        print(String.format("%s  %-12s  %-23s  %s", time, who, printable(what),
                coloured ? mark.colour + verdict + RESET : verdict));
    }

    synchronized void say(String text) {
        print(text);
    }

    /** One write a line: others write to the same stream. */
    private void print(String line) {
        out.print((ascii ? inAscii(line) : line) + System.lineSeparator());
        out.flush();
    }

    /** Payloads come from whoever may publish: no control character of theirs may steer the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String inAscii(String line) {
        return line.replace("✓", "+")
                .replace("…", "~")
                .replace("✗", "x")
                .replace("→", "->")
                .replace("°", "")
                .replace("³", "3");
    }
}

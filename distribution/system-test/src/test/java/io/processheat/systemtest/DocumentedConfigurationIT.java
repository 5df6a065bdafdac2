package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The guide's tables have every key of the shipped bundles' Metatype, with its default and its range, and no other. */
class DocumentedConfigurationIT {

    private static final Path DOCS = Path.of(System.getProperty("docs"));
    private static final String OURS = "io.processheat.";
    private static final String REST = "io.processheat.webhook.http";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]*) \\| ([^|]*) \\|");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+–[0-9.]+");

    /** What the tables say where the default is nothing. */
    private static final Map<String, String> NOTHING = Map.of("dns.servers", "the system's", "key.file", "secrets.key");

    private static final Map<String, Map<String, Value>> SHIPPED = new TreeMap<>();

    /** @param range empty where it is said in words */
    private record Value(String byDefault, String range) {}

    @BeforeAll
    static void readTheBundles() throws Exception {
        for (Path folder : List.of(Distribution.asBuilt().load(), Distribution.asBuilt().demo())) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".jar")).toList()) {
                    readTheBundle(file);
                }
            }
        }
    }

    @Test
    void theGuideHasASectionForEachComponent() throws IOException {
        Set<String> sections = Pattern.compile("(?m)^### `(" + OURS + "[^`]*)`$").matcher(Files.readString(DOCS.resolve("usage.md")))
                .results().map(heading -> heading.group(1)).collect(Collectors.toSet());
        assertEquals(SHIPPED.keySet(), sections);
    }

    @Test
    void theGuideHasEachKeyWithItsDefaultAndRange() throws IOException {
        for (String pid : SHIPPED.keySet()) {
            assertDocumented(pid, "usage.md", "### `" + pid + "`");
        }
    }

    @Test
    void thePageOfTheRestApiHasThoseOfIts() throws IOException {
        assertDocumented(REST, "rest-api.md", "## Configuration");
    }

    private static void assertDocumented(String pid, String page, String heading) throws IOException {
        Map<String, Value> documented = documented(page, heading);
        assertFalse(documented.isEmpty(), page + ": " + heading);
        assertEquals(SHIPPED.get(pid).keySet(), documented.keySet(), page + ": keys of " + pid);
        SHIPPED.get(pid).forEach((key, value) -> assertEquals(value, documented.get(key), page + ": " + key + " of " + pid));
    }

    private static Map<String, Value> documented(String page, String heading) throws IOException {
        String text = Files.readString(DOCS.resolve(page));
        int begin = text.indexOf("\n" + heading + "\n") + 1;
        int end = text.indexOf("\n#", begin);
        Map<String, Value> rows = new TreeMap<>();
        ROW.matcher(text.substring(begin, end < 0 ? text.length() : end)).results().forEach(row -> rows.put(
                row.group(1), new Value(plain(row.group(2)), rangeOf(row.group(3)))));
        return rows;
    }

    private static String plain(String cell) {
        return cell.replace("`", "").replace(", ", ",");
    }

    private static String rangeOf(String cell) {
        return NUMBERS.matcher(cell).matches() || plain(cell).equals("refuse,shed") ? plain(cell) : "";
    }

    private static void readTheBundle(Path file) throws Exception {
        try (JarFile bundle = new JarFile(file.toFile())) {
            for (JarEntry entry : bundle.stream().filter(each -> each.getName().matches("OSGI-INF/metatype/.+\\.xml")).toList()) {
                try (InputStream xml = bundle.getInputStream(entry)) {
                    Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml).getDocumentElement();
                    String pid = elements(root, "Designate").get(0).getAttribute("pid");
                    SHIPPED.put(pid, new TreeMap<>(elements(root, "AD").stream()
                            .collect(Collectors.toMap(key -> key.getAttribute("id"), DocumentedConfigurationIT::value))));
                }
            }
        }
    }

    private static Value value(Element key) {
        String byDefault = key.getAttribute("default").replace("\\,", ",").replaceFirst("\\.0$", "");
        String options = elements(key, "Option").stream().map(each -> each.getAttribute("value")).collect(Collectors.joining(","));
        return new Value(
                byDefault.isEmpty() ? NOTHING.getOrDefault(key.getAttribute("id"), "none") : byDefault,
                key.hasAttribute("min") ? key.getAttribute("min") + "–" + key.getAttribute("max") : options);
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }
}

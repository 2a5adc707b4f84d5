import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Compares the bundle of a release with what Maven Central asks for, and with what this project promises beside it.
 *
 * <p>Arguments: the bundle, the version. Prints every problem, or one line that says what was checked.
 */
final class CheckBundle {
    private static final String GROUP = "io/github/avatarsync/";
    private static final Set<String> ARTIFACTS =
            Set.of("avatar-core", "avatar-aws", "avatar-micrometer", "avatar-testkit", "avatar-local-aws");
    private static final List<String> REQUIRED = List.of("name", "description", "url", "licenses", "developers", "scm");

    private final Map<String, byte[]> files;
    private final String version;
    private final List<String> problems = new ArrayList<>();

    private CheckBundle(Map<String, byte[]> files, String version) {
        this.files = files;
        this.version = version;
    }

    public static void main(String[] args) throws Exception {
        CheckBundle check = new CheckBundle(read(args[0]), args[1]);
        check.artifacts();
        if (check.problems.isEmpty()) {
            System.out.printf(
                    "bundle: %d artifacts, %d files, checksums and contents as Central asks for%n",
                    ARTIFACTS.size(), check.files.size());
        } else {
            check.problems.forEach(problem -> System.out.println("bundle: " + problem));
            System.exit(1);
        }
    }

    private static Map<String, byte[]> read(String zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipFile bundle = new ZipFile(zip)) {
            Enumeration<? extends ZipEntry> entries = bundle.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), bundle.getInputStream(entry).readAllBytes());
                }
            }
        }
        return files;
    }

    private void artifacts() throws Exception {
        Set<String> expected = new TreeSet<>();
        for (String artifact : ARTIFACTS) {
            for (String ending : List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml")) {
                expected.add(path(artifact, ending));
            }
            contains(path(artifact, ".jar"), "META-INF/MANIFEST.MF", ".class");
            contains(path(artifact, "-sources.jar"), ".java");
            contains(path(artifact, "-javadoc.jar"), "index.html", "allclasses-index.html");
        }
        for (String file : expected) {
            complete(file);
        }
        for (String file : files.keySet()) {
            String plain = file.replaceFirst("\\.(asc|md5|sha1|sha256|sha512)$", "").replaceFirst("\\.asc$", "");
            require(expected.contains(plain), file + " should not be there");
        }
        for (String artifact : ARTIFACTS) {
            pom(path(artifact, ".pom"));
        }
    }

    private String path(String artifact, String ending) {
        return GROUP + artifact + "/" + version + "/" + artifact + "-" + version + ending;
    }

    private void complete(String file) throws GeneralSecurityException {
        if (!require(files.containsKey(file), file + " is missing")) {
            return;
        }
        require(files.containsKey(file + ".asc"), file + " is not signed");
        checksum(file, ".md5", "MD5");
        checksum(file, ".sha1", "SHA-1");
    }

    private void checksum(String file, String ending, String algorithm) throws GeneralSecurityException {
        byte[] stated = files.get(file + ending);
        if (require(stated != null, file + " has no checksum " + ending)) {
            String right = HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(files.get(file)));
            require(new String(stated, StandardCharsets.US_ASCII).trim().equals(right), file + ending + " is wrong");
        }
    }

    private void contains(String jar, String... endings) throws IOException {
        byte[] bytes = files.get(jar);
        if (bytes == null) {
            return;
        }
        Set<String> names = new TreeSet<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        for (String ending : endings) {
            require(names.stream().anyMatch(name -> name.endsWith(ending)), jar + " has nothing that ends with " + ending);
        }
    }

    /** A POM stands by itself: everything about the project said, every version written out. */
    private void pom(String file) throws Exception {
        byte[] bytes = files.get(file);
        if (bytes == null) {
            return;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        for (String element : REQUIRED) {
            require(child(pom.getDocumentElement(), element) != null, file + " has no <" + element + ">");
        }
        require(child(pom.getDocumentElement(), "parent") == null, file + " leans on a parent");
        require(!text.contains("${"), file + " has a property that is not resolved");
        require(!text.contains("-SNAPSHOT"), file + " names a snapshot");
        require(child(pom.getDocumentElement(), "repositories") == null, file + " names repositories");
        Element dependencies = child(pom.getDocumentElement(), "dependencies");
        NodeList all = dependencies == null ? pom.createElement("none").getChildNodes() : dependencies.getChildNodes();
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element dependency) {
                Element scope = child(dependency, "scope");
                String name = child(dependency, "artifactId").getTextContent();
                require(child(dependency, "version") != null, file + ": " + name + " has no version");
                require(scope == null || !scope.getTextContent().equals("test"), file + ": " + name + " is of tests only");
            }
        }
    }

    private static Element child(Element of, String name) {
        NodeList all = of.getChildNodes();
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }

    private boolean require(boolean right, String problem) {
        if (!right) {
            problems.add(problem);
        }
        return right;
    }
}

package io.github.avatarsync.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What other teams may rely on: the testkit drags nothing into their tests and does not make them wait. */
class ArchitectureTest {
    private static final Path TEST_CLASSES = testClasses();
    private static final JavaClasses MAIN = new ClassFileImporter().importPath(TEST_CLASSES.resolveSibling("classes"));
    private static final JavaClasses TESTS = new ClassFileImporter().importPath(TEST_CLASSES);

    @Test
    void needsCoreAndTheApiOfJUnitOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax..",
                        "io.github.avatarsync..",
                        "jakarta.annotation..",
                        "org.junit.jupiter.api..",
                        "org.opentest4j..")
                .check(MAIN);
    }

    /** The annotations are core's own dependency. */
    @Test
    void theBuildBringsCoreAndTheApiOfJUnitOnly() throws Exception {
        Element pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile())
                .getDocumentElement();
        NodeList dependencies = pom.getElementsByTagName("dependency");

        Set<String> compiled = IntStream.range(0, dependencies.getLength())
                .mapToObj(i -> (Element) dependencies.item(i))
                .filter(dependency -> dependency.getElementsByTagName("scope").getLength() == 0
                        || !text(dependency, "scope").equals("test"))
                .map(dependency -> text(dependency, "artifactId"))
                .collect(Collectors.toSet());

        assertEquals(Set.of("avatar-core", "jakarta.annotation-api", "junit-jupiter-api"), compiled);
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }

    @Test
    void theFakesSayWhatTheyDoNotImitate() throws Exception {
        for (Class<?> fake : Fake.class.getPermittedSubclasses()) {
            Path source = Path.of("src/main/java", fake.getName().replace('.', '/') + ".java");
            String javadoc = Files.readString(source).split("public final class ", 2)[0];

            assertTrue(javadoc.contains("Does not imitate:"), fake.getName());
        }
    }

    @Test
    void nothingIsPrinted() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    }

    @Test
    void nothingSleeps() {
        for (JavaClasses classes : new JavaClasses[] {MAIN, TESTS}) {
            noClasses()
                    .should()
                    .callMethodWhere(describe(
                            "it sleeps",
                            call -> call.getName().equals("sleep")
                                    && call.getTargetOwner().getPackageName().startsWith("java.")))
                    .check(classes);
        }
    }

    private static Path testClasses() {
        try {
            return Path.of(ArchitectureTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

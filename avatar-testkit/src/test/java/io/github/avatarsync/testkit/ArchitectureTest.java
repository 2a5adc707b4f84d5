package io.github.avatarsync.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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

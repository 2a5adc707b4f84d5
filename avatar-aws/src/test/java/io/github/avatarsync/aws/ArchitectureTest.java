package io.github.avatarsync.aws;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md that the compiler does not hold. */
class ArchitectureTest {
    private static final Path TEST_CLASSES = testClasses();
    private static final Path CLASSES = TEST_CLASSES.resolveSibling("classes");
    private static final JavaClasses MAIN = new ClassFileImporter().importPath(CLASSES);
    private static final JavaClasses TESTS = new ClassFileImporter().importPath(TEST_CLASSES);

    @Test
    void everyPackageIsExported() throws IOException {
        Set<String> packages = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.isEmpty())
                .collect(toSet());
        try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
            Set<String> exported = ModuleDescriptor.read(in).exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(toSet());
            assertEquals(packages, exported, "module-info.java exports");
        }
    }

    @Test
    void errorsAreThoseOfCore() {
        noClasses().should().beAssignableTo(Throwable.class).check(MAIN);
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(MAIN);
    }

    @Test
    void requestsLeaveThroughNettyOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon.awssdk.http.apache..",
                        "software.amazon.awssdk.http.apache5..",
                        "software.amazon.awssdk.http.urlconnection..",
                        "software.amazon.awssdk.http.crt..",
                        "java.net.http..")
                .check(MAIN);
    }

    @Test
    void nothingIsPrintedButTheReportOfTheDoctor() {
        JavaClass doctor = MAIN.get(AvatarDoctor.class);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                MAIN.that(describe("are not the doctor", c -> !c.equals(doctor))));
        assertEquals(
                Set.of("main"),
                doctor.getFieldAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                        .map(access -> access.getOrigin().getName())
                        .collect(toSet()));
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
    }

    @Test
    void noMethodPinsAVirtualThreadAndNoStaticFieldChanges() {
        noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(MAIN);
        fields().that().areStatic().should().beFinal().check(MAIN);
    }

    @Test
    void testsDoNotSleep() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "it sleeps",
                        call -> call.getName().equals("sleep")
                                && call.getTargetOwner().getPackageName().startsWith("java.")))
                .check(TESTS);
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

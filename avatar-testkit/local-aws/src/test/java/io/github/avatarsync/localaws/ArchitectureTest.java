package io.github.avatarsync.localaws;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A delay is something the front does to a client when told to; no test waits for time to pass. */
class ArchitectureTest {
    @Test
    void testsDoNotSleep() throws URISyntaxException {
        Path tests = Path.of(ArchitectureTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "it sleeps",
                        call -> call.getName().equals("sleep")
                                && call.getTargetOwner().getPackageName().startsWith("java.")))
                .check(new ClassFileImporter().importPath(tests));
    }
}

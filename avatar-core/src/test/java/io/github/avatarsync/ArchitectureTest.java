package io.github.avatarsync;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md that the compiler does not hold. */
class ArchitectureTest {
    private static final String ROOT = "io.github.avatarsync";
    private static final String MEDIA = ROOT + ".media..";
    private static final String SYNC = ROOT + ".sync..";
    private static final String STORE = ROOT + ".store..";

    private static final Pattern SYNCHRONIZED_BLOCK = Pattern.compile("^\\s*synchronized\\s*\\(", Pattern.MULTILINE);

    private static final Path CLASSES = locationOf(AvatarException.class);
    private static final Path SOURCES = CLASSES.resolve("../../src/main/java").normalize();
    private static final JavaClasses MAIN = new ClassFileImporter().importPath(CLASSES);
    private static final JavaClasses TESTS = new ClassFileImporter().importPath(locationOf(ArchitectureTest.class));

    @Test
    void onlyTheFacadeReachesIntoMediaAndSync() {
        classes()
                .that()
                .resideInAnyPackage(MEDIA, SYNC)
                .should()
                .onlyHaveDependentClassesThat(resideInAnyPackage(MEDIA, SYNC).or(facade()))
                .check(MAIN);
    }

    @Test
    void mediaSyncAndStoreDoNotKnowEachOther() {
        unrelated(MEDIA, SYNC, STORE);
        unrelated(SYNC, MEDIA, STORE);
        unrelated(STORE, MEDIA, SYNC);
    }

    @Test
    void roomsThatAreNotExportedHaveOnlyTheDoorsTheFacadeUses() {
        classes()
                .that()
                .resideInAnyPackage(MEDIA, SYNC)
                .and()
                .areTopLevelClasses()
                .and(not(usedFrom(facade())))
                .should()
                .notBePublic()
                .check(MAIN);
    }

    @Test
    void everyPackageIsExportedExceptMediaAndSync() throws IOException {
        Set<String> expected = MAIN.stream()
                .filter(not(resideInAnyPackage(MEDIA, SYNC)))
                .map(JavaClass::getPackageName)
                .filter(name -> !name.isEmpty())
                .collect(toSet());
        Set<String> exported;
        try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
            exported = ModuleDescriptor.read(in).exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(toSet());
        }
        assertEquals(expected, exported, "module-info.java exports");
    }

    @Test
    void everyPackageHasItsPage() throws IOException {
        try (Stream<Path> folders = Files.walk(SOURCES.resolve("io"))) {
            assertEquals(
                    List.of(),
                    folders.filter(Files::isDirectory)
                            .filter(ArchitectureTest::hasTypes)
                            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                            .toList());
        }
    }

    @Test
    void coreKnowsNoCloudVendor() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.amazonaws..")
                .check(MAIN);
    }

    @Test
    void everyErrorOfTheApiIsAnAvatarException() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .and()
                .arePublic()
                .should()
                .beAssignableTo(AvatarException.class)
                .andShould()
                .resideInAPackage(ROOT)
                .check(MAIN);
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(MAIN);
    }

    @Test
    void noCheckedExceptionButIoInTheApi() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(MEDIA, SYNC)
                .should()
                .notDeclareThrowableOfType(describe(
                        "a checked exception other than IOException",
                        thrown -> !thrown.isAssignableTo(RuntimeException.class)
                                && !thrown.isAssignableTo(IOException.class)))
                .check(MAIN);
    }

    @Test
    void nothingIsPrinted() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
    }

    @Test
    void noMonitorPinsAVirtualThread() throws IOException {
        noMethods()
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .because("a ReentrantLock does not pin")
                .check(MAIN);
        assertEquals(List.of(), sourcesWith(SYNCHRONIZED_BLOCK), "use a ReentrantLock");
    }

    @Test
    void noStaticFieldChanges() {
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

    private static void unrelated(String room, String... others) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(MAIN);
    }

    /** {@code AvatarSync}, and what is package-private beside it. */
    private static DescribedPredicate<JavaClass> facade() {
        return describe("AvatarSync or package-private in " + ROOT, type -> {
            JavaClass file = outermost(type);
            boolean packagePrivate = !file.getModifiers().contains(JavaModifier.PUBLIC);
            return file.getPackageName().equals(ROOT)
                    && (packagePrivate || file.getSimpleName().equals("AvatarSync"));
        });
    }

    private static DescribedPredicate<JavaClass> usedFrom(DescribedPredicate<JavaClass> users) {
        return describe(
                "used from " + users.getDescription(),
                type -> MAIN.stream()
                        .filter(users)
                        .flatMap(user -> user.getDirectDependenciesFromSelf().stream())
                        .anyMatch(use -> outermost(use.getTargetClass()).equals(type)));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    /** ArchUnit sees methods and calls, no blocks: those are looked up in the source. */
    private static List<Path> sourcesWith(Pattern code) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> code.matcher(read(file)).find())
                    .toList();
        }
    }

    private static boolean hasTypes(Path folder) {
        String[] types = folder.toFile().list((dir, name) -> name.endsWith(".java"));
        return types != null && types.length > 0;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

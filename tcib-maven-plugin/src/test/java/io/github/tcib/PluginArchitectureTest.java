package io.github.tcib;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md between the plugin's packages. */
@AnalyzeClasses(packages = "io.github.tcib", importOptions = ImportOption.DoNotIncludeTests.class)
class PluginArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.github.tcib.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_GOALS_SEE_MAVEN = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.tcib.maven..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.maven..");

    @ArchTest
    static final ArchRule NOBODY_DEPENDS_ON_THE_GOALS = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.tcib.maven..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.tcib.maven..");

    @ArchTest
    static final ArchRule ENGINES_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("io.github.tcib.build.jib..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.tcib.build.buildah..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.github.tcib.console..");

    @ArchTest
    static final ArchRule THE_BUILD_KNOWS_NO_ENGINE_AND_NO_CONSOLE = noClasses()
            .that()
            .resideInAPackage("io.github.tcib.build")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.tcib.build.*..", "io.github.tcib.console..");

    @ArchTest
    static final ArchRule THE_SIZE_REPORT_KNOWS_NOTHING_OF_BUILDING = noClasses()
            .that()
            .resideInAPackage("io.github.tcib.size..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.tcib.build..",
                    "io.github.tcib.console..",
                    "io.github.tcib.context..",
                    "io.github.tcib.layout..");

    @ArchTest
    static final ArchRule ONE_PACKAGE_OF_THE_SIZE_REPORT_SEES_REGISTRIES = noClasses()
            .that()
            .resideInAPackage("io.github.tcib.size..")
            .and()
            .resideOutsideOfPackage("io.github.tcib.size.remote")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.tcib.registry..");

    @ArchTest
    static final ArchRule PLATFORMS_KNOW_NO_ENGINE_AND_NO_REGISTRY = noClasses()
            .that()
            .resideInAPackage("io.github.tcib.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.tcib.build.*..",
                    "io.github.tcib.registry..",
                    "io.github.tcib.push..",
                    "io.github.tcib.layout..",
                    "io.github.tcib.console..");

    @ArchTest
    static final ArchRule OCI_AND_PROCESS_KNOW_NOTHING_ELSE = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.github.tcib.oci..",
                    "io.github.tcib.process..",
                    "io.github.tcib.json..",
                    "io.github.tcib.file..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.tcib.build..",
                    "io.github.tcib.console..",
                    "io.github.tcib.context..",
                    "io.github.tcib.layout..",
                    "io.github.tcib.model..");

    @ArchTest
    static final ArchRule THE_LOCK_IS_DATA = noClasses()
            .that()
            .resideInAnyPackage("io.github.tcib.lock", "io.github.tcib.lock.diff")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.tcib.build..",
                    "io.github.tcib.process..",
                    "io.github.tcib.locked..",
                    "io.github.tcib.lock.resolve..");

    @ArchTest
    static final ArchRule LOCKED_PACKAGES_KNOW_NO_ENGINE = noClasses()
            .that()
            .resideInAnyPackage("io.github.tcib.locked..", "io.github.tcib.repodata..", "io.github.tcib.rpm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.tcib.build..",
                    "io.github.tcib.console..",
                    "io.github.tcib.layout..",
                    "io.github.tcib.size..",
                    "io.github.tcib.storage..");

    @ArchTest
    static final ArchRule RPM_KNOWS_NOTHING_ELSE = noClasses()
            .that()
            .resideInAPackage("io.github.tcib.rpm..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.tcib..")
                    .and(resideOutsideOfPackages("io.github.tcib.rpm..", "io.github.tcib.text..")));

    @ArchTest
    static final ArchRule TLS_KNOWS_FILES_ALONE = noClasses()
            .that()
            .resideInAPackage("io.github.tcib.tls..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.tcib..")
                    .and(resideOutsideOfPackage("io.github.tcib.tls.."))
                    .and(resideOutsideOfPackage("io.github.tcib.file.."))
                    .and(resideOutsideOfPackage("io.github.tcib.text..")));

    @ArchTest
    static final ArchRule REPOSITORIES_KNOW_TLS_ALONE = noClasses()
            .that()
            .resideInAPackage("io.github.tcib.repository..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.tcib..")
                    .and(resideOutsideOfPackage("io.github.tcib.repository.."))
                    .and(resideOutsideOfPackage("io.github.tcib.tls.."))
                    .and(resideOutsideOfPackage("io.github.tcib.text..")));

    @ArchTest
    static final ArchRule BILLS_KNOW_NOTHING_OF_BUILDING = noClasses()
            .that()
            .resideInAPackage("io.github.tcib.sbom..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.tcib.build..",
                    "io.github.tcib.console..",
                    "io.github.tcib.layout..",
                    "io.github.tcib.locked..",
                    "io.github.tcib.registry..",
                    "io.github.tcib.size..",
                    "io.github.tcib.storage..");

    @ArchTest
    static final ArchRule ONLY_BILLS_SEE_CYCLONEDX = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.tcib.sbom..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.cyclonedx..", "com.github.packageurl..");

    @ArchTest
    static final ArchRule PATCHING_KNOWS_NO_LAYOUT_AND_NO_CONSOLE = noClasses()
            .that()
            .resideInAPackage("io.github.tcib.patch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.tcib.console..",
                    "io.github.tcib.context..",
                    "io.github.tcib.layout..",
                    "io.github.tcib.build.jib..",
                    "io.github.tcib.size..");
}

package io.github.tcib;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "io.github.tcib", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("model")
            .definedBy("io.github.tcib.model..")
            .layer("template")
            .definedBy("io.github.tcib.template..")
            .layer("containerfile")
            .definedBy("io.github.tcib.containerfile..")
            .layer("layout")
            .definedBy("io.github.tcib.layout..")
            .layer("shell")
            .definedBy("io.github.tcib.shell..")
            .layer("convert")
            .definedBy("io.github.tcib.convert..")
            .layer("lint")
            .definedBy("io.github.tcib.lint..")
            .whereLayer("convert")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("lint")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("layout")
            .mayOnlyBeAccessedByLayers("convert", "lint")
            .whereLayer("shell")
            .mayOnlyBeAccessedByLayers("convert", "lint")
            .whereLayer("containerfile")
            .mayOnlyBeAccessedByLayers("layout", "convert", "lint")
            .whereLayer("template")
            .mayOnlyBeAccessedByLayers("layout", "lint")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("template", "containerfile", "layout", "convert", "lint");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.github.tcib.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule KNOWS_NEITHER_MAVEN_NOR_PROCESSES_NOR_THE_NETWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "com.google.cloud.tools.jib..", "java.net..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder");

    @ArchTest
    static final ArchRule ONLY_LAYOUT_SEES_YAML_NODES = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.tcib.layout..", "io.github.tcib.template..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.yaml.snakeyaml..");
}

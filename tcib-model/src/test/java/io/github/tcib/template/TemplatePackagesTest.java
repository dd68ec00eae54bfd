package io.github.tcib.template;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.github.tcib.template", importOptions = ImportOption.DoNotIncludeTests.class)
class TemplatePackagesTest {

    @ArchTest
    static final ArchRule noPackagesDependOnEachOther =
            slices().matching("io.github.tcib.(template..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule valuesKnowNoSyntaxAndSyntaxNoEvaluation = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("face")
            .definedBy("io.github.tcib.template")
            .layer("eval")
            .definedBy("..template.eval..")
            .layer("plugin")
            .definedBy("..template.plugin..")
            .layer("syntax")
            .definedBy("..template.syntax..")
            .layer("python")
            .definedBy("..template.python..")
            .whereLayer("face")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("eval")
            .mayOnlyBeAccessedByLayers("face")
            .whereLayer("plugin")
            .mayOnlyBeAccessedByLayers("face", "eval")
            .whereLayer("syntax")
            .mayOnlyBeAccessedByLayers("face", "eval");
}

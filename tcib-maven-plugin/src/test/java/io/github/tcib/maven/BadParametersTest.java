package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.codehaus.plexus.classworlds.ClassWorld;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters whose values mean nothing: which one, what is wrong, what to write. */
class BadParametersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<budget><images><image>nova-*</image></images></budget> ~ budget 'nova-*': it has no limit; give one of"
                        + " maxSize, maxOwn, maxWaste, maxGrowth, maxGrowthPercent, maxSetSize, maxProfilePull,"
                        + " forbiddenPaths",
                "<budget><maxSize>big</maxSize></budget> ~ budget 'all images': maxSize: 'big' is not a size; write a number"
                        + " and a unit, such as 1.9 GB, 300 MB or 16 MiB",
                "<budget><maxSize>99999999999999999999 TB</maxSize></budget> ~ budget 'all images': maxSize:"
                        + " '99999999999999999999 TB' is too large a size",
                "<budget><name>b</name><maxGrowthPercent>some</maxGrowthPercent></budget> ~ budget 'b': maxGrowthPercent:"
                        + " 'some' is no number of percent",
                "<budget><name>b</name><maxProfilePull>1 GB</maxProfilePull></budget> ~ budget 'b': maxProfilePull needs"
                        + " <profile>, the name of a profile",
                "<budget><name>b</name><maxSize>1 GB</maxSize><severity>note</severity></budget> ~ budget 'b': severity 'note'"
                        + " is not known; use fail or warn",
            })
    void saysWhatABudgetNeeds(String xml, String message) throws Exception {
        BudgetParameter budget = configured(new BudgetParameter(), xml);
        assertRefused(budget::budget, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<waiver/> ~ a waiver needs a <reason>, which reports tell",
                "<waiver><reason>big</reason></waiver> ~ the waiver 'big' needs <until>, its last day, such as 2026-12-31",
                "<waiver><reason>big</reason><until>Friday</until></waiver> ~ the waiver 'big': 'Friday' is no date; write it"
                        + " as 2026-12-31",
            })
    void saysWhatAWaiverNeeds(String xml, String message) throws Exception {
        WaiverParameter waiver = configured(new WaiverParameter(), xml);
        assertRefused(waiver::waiver, message);
    }

    @Test
    void saysHowAProfileIsWritten() throws Exception {
        Optional<PlexusConfiguration> profiles = Optional.of(xml("<profiles><profile>nova-api</profile></profiles>"));
        assertRefused(
                () -> ProfileParameters.read(profiles),
                "a profile is written <profile name=\"compute\">nova-compute, ovn-controller</profile>");
    }

    @Test
    void saysWhichWordsThereAre() {
        assertRefused(
                () -> SizeFormats.named(List.of("pdf")),
                "tcib.sizeReport.formats: 'pdf' is not a form of reports; use json, html, markdown, junit, csv, text");
        assertRefused(
                () -> SizeSource.parse("docker://x", Path.of("")),
                "tcib.sizeReport.source: 'docker://x' is not a place of images; use build, oci:DIRECTORY,"
                        + " oci-archive:FILE, docker-archive:FILE, registry or registry:HOST/NAMESPACE:TAG");
        assertRefused(
                () -> SizeSource.parse("oci", Path.of("")), "tcib.sizeReport.source: 'oci' needs a path after a colon");
        assertRefused(() -> LockChoice.named("yes"), "tcib.locked: 'yes' is no choice; use auto, true or false");
        assertRefused(
                () -> ImageOutput.Kind.named("tar"),
                "tcib.output: 'tar' is not an output; use oci, oci-archive or docker-archive");
        String platform = "'x86' is not a platform; write os/architecture, such as linux/amd64";
        assertRefused(
                () -> new PlatformSettings(Optional.of("x86"), List.of(), "").first(), "tcib.platform: " + platform);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(MojoFailureException.class).hasMessage(message);
    }

    private static PlexusConfiguration xml(String text) throws Exception {
        return new XmlPlexusConfiguration(Xpp3DomBuilder.build(new StringReader(text)));
    }

    private static <T> T configured(T parameter, String text) throws Exception {
        try (ClassWorld world = new ClassWorld()) {
            ClassRealm realm = world.newRealm("test", BadParametersTest.class.getClassLoader());
            new BasicComponentConfigurator().configureComponent(parameter, xml(text), realm);
        }
        return parameter;
    }
}

package io.github.tcib.lock.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Parent;
import io.github.tcib.model.Problem;
import io.github.tcib.shell.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is understood of RUN. */
class RunStepsTest {

    private static final Location PLACE = new Location("base.yaml", 3, 9);

    private final List<Problem> warnings = new ArrayList<>();

    private List<PackageStep> steps(Dialect dialect, Instruction... instructions) {
        return RunSteps.of(
                new ImageDefinition(
                        new ImageName("base"),
                        "base",
                        "localhost/base",
                        new Parent.External("centos"),
                        List.of(instructions),
                        List.of(),
                        PLACE),
                dialect,
                warnings::add);
    }

    private static Instruction run(String script) {
        return new Instruction.Run(new Arguments.Text(script), PLACE);
    }

    private String json(String script) {
        return StepJson.of(steps(Dialect.BASH, run(script))).toString().replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "dnf -y install a 'b*' && dnf clean all ~"
                        + " [{'kind':'install','names':['a','b*'],'options':{},'certain':true}]",
                "yum reinstall -y which ~ [{'kind':'reinstall','names':['which'],'options':{},'certain':true}]",
                "dnf update --excludepkgs redhat-release -y ~"
                        + " [{'kind':'update','names':[],'options':{'exclude':['redhat-release']},'certain':true}]",
                "dnf -y --nobest --allowerasing --enablerepo=crb,x --disablerepo '*' upgrade a ~"
                        + " [{'kind':'update','names':['a'],'options':{'enablerepo':['crb','x'],'disablerepo':['*'],"
                        + "'best':false,'allowerasing':true},'certain':true}]",
                "dnf install -y --setopt=install_weak_deps=False a ~"
                        + " [{'kind':'install','names':['a'],'options':{'setopt':{'install_weak_deps':'False'}},'certain':true}]",
                "rpm -e --nodeps tzdata && dnf install tzdata ~"
                        + " [{'kind':'erase','names':['tzdata']},{'kind':'install','names':['tzdata'],'options':{},'certain':true}]",
                "if [ -f /x ]; then dnf install a; fi ~"
                        + " [{'kind':'install','names':['a'],'options':{},'certain':false}]",
                "if [ 'rhel' == 'centos' ]; then dnf install a; fi ~ []",
                "dnf module enable -y nodejs:18 && dnf install nodejs ~"
                        + " [{'kind':'module','action':'enable','names':['nodejs:18'],'options':{},'certain':true},"
                        + "{'kind':'install','names':['nodejs'],'options':{},'certain':true}]",
                "dnf swap -y a b; dnf remove c; dnf groupinstall core; dnf distro-sync ~"
                        + " [{'kind':'swap','names':['a','b'],'options':{},'certain':true},"
                        + "{'kind':'remove','names':['c'],'options':{},'certain':true},"
                        + "{'kind':'group','names':['core'],'options':{},'certain':true},"
                        + "{'kind':'sync','names':[],'options':{},'certain':true}]",
                "crudini --set /etc/dnf/dnf.conf main install_weak_deps False ~"
                        + " [{'kind':'option','set':{'install_weak_deps':'False'},'unset':[]}]",
                "crudini --del /etc/dnf/dnf.conf main best ~ [{'kind':'option','set':{},'unset':['best']}]",
                "crudini --set /etc/yum.repos.d/x.repo crb enabled 1 ~"
                        + " [{'kind':'repository','enabled':true,'names':['crb']}]",
                "dnf config-manager --set-enabled crb; yum-config-manager --disable 'e*' ~"
                        + " [{'kind':'repository','enabled':true,'names':['crb']},"
                        + "{'kind':'repository','enabled':false,'names':['e*']}]",
                "rm -f /etc/yum.repos.d/centos*.repo ~"
                        + " [{'kind':'repofiles','names':['/etc/yum.repos.d/centos*.repo']}]",
                "rpm -qa; rpm --import /k; rm -rf /var/cache/dnf; dnf makecache; crudini --set /etc/swift/swift.conf a b c ~ []",
            })
    void understands(String script, String expected) {
        assertThat(json(script)).isEqualTo(expected);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "dnf install -y https://example.org/a.rpm ~ 'https://example.org/a.rpm' is not a package of a repository",
                "dnf install -y $PACKAGES ~ '$PACKAGES' is known only where RUN runs",
                "dnf --installroot /x install a ~ the option --installroot of dnf is not followed",
                "dnf downgrade a ~ 'dnf downgrade' is not followed",
                "rpm -Uvh /tmp/a.rpm ~ rpm installs /tmp/a.rpm, which is not locked",
                "curl -o /etc/yum.repos.d/x.repo https://example.org ~ what curl does to /etc/yum.repos.d/x.repo is not followed",
                "sed -i s/a/b/ /etc/dnf/dnf.conf ~ what sed does to /etc/dnf/dnf.conf is not followed",
                "crudini --set /etc/yum.repos.d/x.repo crb baseurl http://x ~ the change of baseurl in /etc/yum.repos.d/x.repo"
                        + " is not followed",
                "dnf config-manager --add-repo https://example.org/x.repo ~ only switching repositories on or off",
            })
    void saysWhatItDoesNotFollow(String script, String expected) {
        steps(Dialect.BASH, run(script));
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .startsWith("base.yaml:3:9: ")
                        .contains(expected));
    }

    @Test
    void warnsOfRepositoriesThatAreCopiedIn() {
        steps(Dialect.BASH, new Instruction.Copy(new Arguments.Text("x.repo /etc/yum.repos.d/"), PLACE));
        assertThat(warnings)
                .singleElement()
                .asString()
                .isEqualTo("base.yaml:3:9: what is copied to /etc/yum.repos.d/ is not followed");
    }

    @Test
    void decidesAsTheShellOfTheImageDoes() {
        Instruction install = run("if [ 'a' == 'a' ]; then dnf install b; fi");
        Instruction bash = new Instruction.Shell(new Arguments.Exec(List.of("/bin/bash", "-c")), PLACE);
        assertThat(steps(Dialect.BASH, install)).hasSize(1);
        assertThat(steps(Dialect.POSIX, install)).isEmpty();
        assertThat(steps(Dialect.POSIX, bash, install)).hasSize(1);
    }

    @Test
    void theDigestIsOfWhatIsDoneAndNotOfWhereItStands() {
        List<PackageStep> here = steps(Dialect.BASH, run("dnf -y install a"));
        List<PackageStep> there = Stream.of("dnf install a -y", "dnf install b")
                .flatMap(script -> steps(
                        Dialect.BASH, new Instruction.Run(new Arguments.Text(script), new Location("other.yaml", 1, 1)))
                        .stream())
                .toList();
        assertThat(StepJson.digestOf(here)).isEqualTo(StepJson.digestOf(there.subList(0, 1)));
        assertThat(StepJson.digestOf(here)).isNotEqualTo(StepJson.digestOf(there));
    }
}

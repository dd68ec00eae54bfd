package io.github.tcib.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkCommandTest {

    @Test
    void findsWhatFetches() {
        assertThat(NetworkCommand.in(
                        "dnf -y install git && git clone --depth 1 https://x/y && cd y && pip3.9 install ."))
                .containsExactly(new NetworkCommand("git clone"), new NetworkCommand("pip install"));
        assertThat(NetworkCommand.in("curl -sL https://x | tar xz; sudo wget -q https://y"))
                .containsExactly(new NetworkCommand("curl"), new NetworkCommand("wget"));
        assertThat(NetworkCommand.in("python3 -m pip install --upgrade pip"))
                .containsExactly(new NetworkCommand("pip install"));
        assertThat(NetworkCommand.in("if true; then ansible-galaxy collection install a.b; fi"))
                .containsExactly(new NetworkCommand("ansible-galaxy collection"));
    }

    @Test
    void leavesAloneWhatStaysHere() {
        assertThat(NetworkCommand.in("git config --global a b; pip list; python3 -m venv x; curl --version; npm run x"))
                .isEmpty();
        assertThat(NetworkCommand.in("python3 setup.py install; python3 -m; python3 -c pip install"))
                .isEmpty();
        assertThat(NetworkCommand.in("echo 'curl https://x' # wget https://y")).isEmpty();
        assertThat(NetworkCommand.in("if [ 'a' == 'b' ]; then curl https://x; fi"))
                .isEmpty();
    }
}

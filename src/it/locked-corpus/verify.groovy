// Image by image: the same packages, and layer by layer the same files with the same type, mode, owner, size, target and content. Layers
// are read where the store keeps them: what a step removes is there as a whiteout. No file of these has extended attributes.
import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.LinkOption
import java.nio.file.Path

// Two builds of the same packages have these with different content, and for no other reason than the one given.
def differsByNature = [
    /root\/\.rpmdb\/rpmdb\.sqlite/: 'when each package was installed; its packages are compared one by one',
    /var\/lib\/dnf\/history\.sqlite(-shm|-wal)?/: 'when dnf did what, and the size of the RPM database',
    /var\/log\/(dnf|dnf\.librepo|dnf\.rpm|hawkey)\.log/: 'lines with times, and with the addresses of repositories',
].keySet()
// The day on which a user got its password, or none: two builds may have midnight between them.
def withoutDays = { Path shadow -> Files.readString(shadow).replaceAll(/(?m)^([^:]*:[^:]*):\d+:/, '$1::') }

def run = { List<String> words ->
    def running = new ProcessBuilder(words).redirectErrorStream(true).start()
    def output = running.inputStream.text
    assert running.waitFor() == 0: words + ': ' + output
    return output
}
def graphOf = { build -> new File(basedir, build + '/graph') }
def layerOf = { build, id -> new File(graphOf(build), "overlay/${id}/diff").toPath() }
def built = { build ->
    def read = { new JsonSlurper().parse(it) }
    def parents = read(new File(graphOf(build), 'overlay-layers/layers.json')).collectEntries { [it.id, it.parent] }
    def tops = read(new File(graphOf(build), 'overlay-images/images.json')).collectMany { image -> image.names.collect { [it, image.layer] } }.collectEntries()
    def result = read(new File(basedir, "target/${build}/build-result.json"))
    return result.images.findAll { it.status == 'built' }.collectEntries { image ->
        def chain = []
        for (def id = tops[image.reference]; id; id = parents[id]) {
            chain << id
        }
        [image.name, chain]
    }
}
def packages = { build, chain ->
    def database = chain.collect { layerOf(build, it).resolve('root/.rpmdb') }.find { Files.exists(it) }
    run(['rpm', '-qa', '--dbpath', database.toString(), '--qf', '%{NEVRA} %{SHA256HEADER}\\n']).readLines() as TreeSet
}
def files = { Path layer ->
    Files.walk(layer).withCloseable { walk ->
        walk.collect { file ->
            def has = Files.readAttributes(file, 'unix:mode,uid,gid,rdev,nlink,size', LinkOption.NOFOLLOW_LINKS)
            def known = [mode: Integer.toOctalString(has.mode), uid: has.uid, gid: has.gid, device: has.rdev]
            if (Files.isSymbolicLink(file)) {
                known.target = Files.readSymbolicLink(file).toString()
            } else if (Files.isRegularFile(file)) {
                known += [size: has.size, links: has.nlink]
            }
            [layer.relativize(file).toString(), known]
        }.collectEntries()
    }
}
def sameContent = { String path, Path one, Path other ->
    path ==~ /etc\/shadow-?/ ? withoutDays(one) == withoutDays(other) : Files.mismatch(one, other) < 0
}
def differences = { Path one, Path other ->
    def (had, has) = [files(one), files(other)]
    return (had.keySet() + has.keySet()).collectMany { path ->
        def (before, now) = [had[path], has[path]]
        def exempt = differsByNature.any { path ==~ it }
        def fixed = { exempt && it ? it.subMap(['mode', 'uid', 'gid', 'device', 'target']) : it }
        fixed(before) != fixed(now) ? ["$path: $before, of the lock $now"]
            : exempt || !before.containsKey('size') || sameContent(path, one.resolve(path), other.resolve(path)) ? []
            : ["$path: another content"]
    }
}

def (unlocked, locked) = [built('unlocked'), built('locked')]
assert unlocked.size() == 100
assert locked.keySet() == unlocked.keySet()
assert new File(basedir, 'build.log').text =~ /\d+ locked RPMs fetched/

def found = []
def compared = [] as Set
// parents first, so that a layer's differences are told of the image that made it
unlocked.sort { it.value.size() }.each { name, chain ->
    assert locked[name].size() == chain.size(): name
    [chain, locked[name]].transpose().each { one, other ->
        // a layer of both stores is the base's: its id is the digest of its content
        if (one != other && compared.add([one, other])) {
            found += differences(layerOf('unlocked', one), layerOf('locked', other)).collect { "$name: $it" }
        }
    }
    def (had, has) = [packages('unlocked', chain), packages('locked', locked[name])]
    assert had.size() > 1
    found += (had - has).collect { "$name: without the lock $it" } + (has - had).collect { "$name: of the lock $it" }
}
assert compared.size() == 100: 'each image has a layer of its own'
new File(basedir, 'target/differences.txt').text = found.join('\n')
assert found.isEmpty(): "${found.size()} differences, see target/differences.txt. The first:\n" + found.take(20).join('\n')
// what failed stays to be looked at until the next run
run(['rm', '-rf', "${basedir}/unlocked".toString(), "${basedir}/locked".toString(), "${basedir}/rpms".toString()])
return true

// README.md as somebody reads it who has a JDK, Maven and git and nothing else: its commands and files, taken from its text.
import groovy.json.JsonSlurper
import java.nio.file.FileVisitResult
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.SimpleFileVisitor
import java.nio.file.attribute.BasicFileAttributes
import java.nio.file.attribute.PosixFilePermission
import java.security.MessageDigest
import java.util.concurrent.TimeUnit
import java.util.zip.ZipFile

// Commands stand in indented blocks; a fenced block with a file's name in its first line is that file.
def blocks = { String title ->
    def section = new File(top, 'README.md').text.split(/(?m)^## /).find { it.startsWith("$title\n") }
    assert section: "README.md has no chapter '$title'"
    def found = []
    def fence = null
    section.eachLine { line ->
        if (line.startsWith('```')) {
            fence = fence == null ? [] : null
            if (fence != null) {
                found << fence
            }
        } else if (fence != null) {
            fence << line
        } else if (line.startsWith('    ')) {
            found << line.trim()
        }
    }
    return found
}

// A machine with little on it. Maven finds in the repository of the outer build what that one has used already.
def bare = new File(basedir, 'bare')
bare.mkdirs()
def link = { File tool ->
    Files.deleteIfExists(bare.toPath().resolve(tool.name))
    Files.createSymbolicLink(bare.toPath().resolve(tool.name), tool.toPath())
}
def found = { name -> System.getenv('PATH').split(File.pathSeparator).collect { new File(it, name) }.find { it.canExecute() } }
['sh', 'git', 'sed', 'grep', 'awk', 'basename', 'cat', 'chmod', 'cp', 'cut', 'date', 'dirname', 'env', 'expr', 'head', 'id', 'ln',
    'ls', 'mkdir', 'mv', 'pwd', 'readlink', 'rm', 'sort', 'tail', 'touch', 'tr', 'uname', 'wc'].collect(found).findAll().each(link)
new File(System.getProperty('java.home'), 'bin').listFiles().findAll { it.canExecute() }.each(link)
def home = new File(basedir, 'home')
home.mkdirs()
def settings = new File(basedir, 'settings.xml')
settings.text = new File(top, 'src/it/settings.xml').text
    .replace('@localRepositoryUrl@', new File(outerRepository).toURI().toString())
    .replace('<settings>', "<settings><localRepository>${new File(basedir, 'repository')}</localRepository>")
def mvn = new File(bare, 'mvn')
mvn.text = "#!/bin/sh\nexec '${System.getProperty('maven.home')}/bin/mvn' -B -ntp -s '$settings' \"\$@\"\n"
mvn.executable = true

def run = { File folder, String command, String options = '', Map environment = [:] ->
    println "$folder.name: $command"
    def builder = new ProcessBuilder('/bin/sh', '-c', command)
    builder.environment().clear()
    builder.environment().putAll([PATH: bare.path, HOME: home.path, MAVEN_OPTS: "-Duser.home=$home $options".toString()] + environment)
    def log = File.createTempFile('command-', '.log', basedir)
    def process = builder.directory(folder).redirectErrorStream(true).redirectOutput(log).start()
    assert process.waitFor(15, TimeUnit.MINUTES): "'$command' does not end, see $log"
    assert process.exitValue() == 0: "'$command' fails: $log\n${log.readLines().takeRight(40).join('\n')}"
    return log.text
}
def references = { File project ->
    new JsonSlurper().parse(new File(project, 'target/tcib/oci/index.json')).manifests*.annotations*.'org.opencontainers.image.ref.name'
}

// The clone: sources only, in another folder, by another user's habits.
def checkout = new File(basedir, 'checkout')
checkout.mkdirs()
Files.walkFileTree(new File(top).canonicalFile.toPath(), new SimpleFileVisitor<Path>() {
    FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (folder.fileName.toString() in ['.git', 'target']) {
            return FileVisitResult.SKIP_SUBTREE
        }
        Files.createDirectories(copyOf(folder))
        return FileVisitResult.CONTINUE
    }

    FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.fileName.toString() != '.git') {
            Files.copy(file, copyOf(file))
        }
        return FileVisitResult.CONTINUE
    }

    Path copyOf(Path path) {
        checkout.toPath().resolve(new File(top).canonicalFile.toPath().relativize(path))
    }
})
run(checkout, 'git init -q')

def commands = blocks('Thirty seconds')
assert commands.collect { it.replaceAll(/ *#.*/, '') } == ['mvn package -DskipTests', 'mvn verify']
// The second is what runs this test.
// An archive keeps whether others may read a file, so where they may not (umask 077) the habit of the outer build stays.
def readable = Files.getPosixFilePermissions(bare.toPath()).contains(PosixFilePermission.OTHERS_READ)
run(checkout, "${readable ? 'umask 002; ' : ''}${commands[0]}", '-Duser.language=tr -Duser.country=TR', [TZ: 'Asia/Kathmandu'])
assert references(new File(checkout, 'examples/quickstart')) == ['base', 'service', 'api'].collect {
    "localhost/quickstart/demo-$it:latest".toString()
}

// The same sources make the same artifacts, elsewhere, later, with another umask, language and time zone.
def digest = { File file -> MessageDigest.getInstance('SHA-256').digest(file.bytes).encodeHex().toString() }
def entries = { File file ->
    new ZipFile(file).withCloseable { zip -> zip.entries().collectEntries { [it.name, [it.crc, it.time]] } }
}
["tcib-model/target/tcib-model-${version}.jar", "tcib-model/target/tcib-model-${version}-tests.jar",
    "tcib-maven-plugin/target/tcib-maven-plugin-${version}.jar", 'tcib-maven-plugin/target/bom.json'].each { path ->
    def (outer, inner) = [new File(top, path), new File(checkout, path)]
    if (digest(outer) != digest(inner)) {
        def (first, second) = path.endsWith('.jar') ? [entries(outer), entries(inner)] : [[:], [:]]
        def different = (first.keySet() + second.keySet()).findAll { first[it] != second[it] }
        assert false: "$outer and $inner differ: ${different ?: 'in no entry of an archive'}"
    }
}

// A new repository of one image.
def project = new File(basedir, 'images')
project.mkdirs()
run(project, 'git init -q')
def steps = blocks('A minimal POM')
assert steps.head() == 'mvn install -DskipTests'
run(checkout, steps.head())
def log = ''
steps.tail().each { step ->
    if (step instanceof List) {
        def named = step.head() =~ /^(?:#|<!--) (\S+\.\w+)(?: -->)?$/
        assert named: "which file is this? $step"
        def file = new File(project, named[0][1])
        file.parentFile.mkdirs()
        file.text = step.join('\n') + '\n'
    } else {
        log = run(project, step)
    }
}
assert log.contains('1 image: 1 to build, 0 cached')
assert references(project) == ['localhost/tcib/openstack-hello:latest']
def blob = { String name -> new File(project, "target/tcib/oci/blobs/sha256/${name - 'sha256:'}") }
def manifest = new JsonSlurper().parse(blob(new JsonSlurper().parse(new File(project, 'target/tcib/oci/index.json')).manifests[0].digest))
assert manifest.layers.size() == 1
def layer = new java.util.zip.GZIPInputStream(blob(manifest.layers[0].digest).newInputStream()).withCloseable { it.text }
assert layer.contains('etc/motd') && layer.contains('Built by Maven alone')

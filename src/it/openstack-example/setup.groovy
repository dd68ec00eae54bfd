// the example in a copy, an image store of its own, and the offline distribution
def shared = System.getenv('TCIB_SHARED') ?: new File(top, '../shared').canonicalPath
def work = new File(scratch)
work.mkdirs()
def storage = new File(work, 'storage.conf')
storage.text = """[storage]
driver = "overlay"
graphroot = "${work}/graph"
runroot = "${work}/run"
"""
def process = new ProcessBuilder([new File(top, 'bench/standin').canonicalPath, new File(work, 'standin').path])
process.environment().put('CONTAINERS_STORAGE_CONF', storage.path)
process.environment().put('TCIB_SHARED', shared)
process.redirectErrorStream(true)
def running = process.start()
def output = running.inputStream.text
assert running.waitFor() == 0: output

def copy = new File(basedir, 'example')
def example = new File(top, 'examples/openstack').canonicalFile
example.eachFileRecurse(groovy.io.FileType.FILES) { file ->
    def path = example.toPath().relativize(file.toPath())
    if (!path.startsWith('target')) {
        def target = copy.toPath().resolve(path)
        target.parent.toFile().mkdirs()
        java.nio.file.Files.copy(file.toPath(), target, java.nio.file.StandardCopyOption.REPLACE_EXISTING)
    }
}
new File(basedir, 'test.properties').text = """tcib.base=localhost/standin:stream9
tcib.repoDirectory=${work}/standin/repos.d
tcib.volumes=${work}/standin/repo:/standin-repo:ro
tcib.buildahArguments=--runtime,runc
release.registry=registry.example/cloud
"""
return true

// a store and a registry of its own; the registry ends by itself should the test not come to its end
def work = new File(scratch, 'platforms')
work.deleteDir()
work.mkdirs()
new File(work, 'storage.conf').text = """[storage]
driver = "overlay"
graphroot = "${work}/graph"
runroot = "${work}/run"
"""
def port = new ServerSocket(0, 1, InetAddress.loopbackAddress).withCloseable { it.localPort }
def configuration = new File(work, 'registry.yml')
configuration.text = """version: 0.1
log: {level: warn}
http: {addr: '127.0.0.1:${port}'}
storage: {filesystem: {rootdirectory: '${work}/registry'}}
"""
def process = new ProcessBuilder('timeout', '900', 'docker-registry', 'serve', configuration.path)
    .redirectErrorStream(true)
    .redirectOutput(new File(work, 'registry.log'))
    .start()
new File(work, 'registry.pid').text = process.pid()
def answers = {
    try {
        new Socket(InetAddress.loopbackAddress, port).close()
        return true
    } catch (IOException e) {
        return false
    }
}
while (!answers()) {
    assert !process.waitFor(50, java.util.concurrent.TimeUnit.MILLISECONDS): new File(work, 'registry.log').text
}
new File(basedir, 'test.properties').text = """host=127.0.0.1:${port}
tcib.push.registry=127.0.0.1:${port}
tcib.insecureRegistries=127.0.0.1:${port}
"""
return true

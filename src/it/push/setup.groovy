// a registry on a free port; it ends by itself should nobody end it
def port = new ServerSocket(0, 1, InetAddress.loopbackAddress).withCloseable { it.localPort }
def configuration = new File(basedir, 'registry.yml')
configuration.text = """version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: ${new File(basedir, 'registry')}}}
http: {addr: '127.0.0.1:${port}'}
"""
context.registry = new ProcessBuilder('timeout', '900', 'docker-registry', 'serve', configuration.path)
    .redirectErrorStream(true)
    .redirectOutput(new File(basedir, 'registry.log'))
    .start()
def answers = {
    try {
        new Socket(InetAddress.loopbackAddress, port).close()
        return true
    } catch (ConnectException e) {
        return false
    }
}
while (!answers()) {
    assert !context.registry.waitFor(50, java.util.concurrent.TimeUnit.MILLISECONDS): new File(basedir, 'registry.log').text
}
new File(basedir, 'test.properties').text = "registry=127.0.0.1:${port}\n"
return true

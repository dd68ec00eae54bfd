// A registry on a free port, which ends by itself should nobody end it. If a variable htpasswd is set, only those in that file may use it.
def port = new ServerSocket(0, 1, InetAddress.loopbackAddress).withCloseable { it.localPort }
def directory = new File(basedir, 'registry')
directory.mkdirs()
def configuration = new File(directory, 'registry.yml')
configuration.text = """version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: '${directory}/storage'}}
http: {addr: '127.0.0.1:${port}'}
""" + (binding.hasVariable('htpasswd') ? "auth: {htpasswd: {realm: test, path: '${htpasswd}'}}\n" : '')
context.registry = new ProcessBuilder('timeout', '900', 'docker-registry', 'serve', configuration.path)
    .redirectErrorStream(true)
    .redirectOutput(new File(directory, 'log'))
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
    assert !context.registry.waitFor(50, java.util.concurrent.TimeUnit.MILLISECONDS): new File(directory, 'log').text
}
new File(basedir, 'test.properties').text = "registry=127.0.0.1:${port}\n"
return true

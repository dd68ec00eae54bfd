// a registry on a free port that wants a login; it ends by itself should nobody end it
def port = new ServerSocket(0, 1, InetAddress.loopbackAddress).withCloseable { it.localPort }
def directory = new File(basedir, 'registry')
directory.mkdirs()
new File(directory, 'htpasswd').text = 'pusher:$2b$04$FyCCBJIbSv8tP4tqlUyEXutOY438XmN9evSNZcGLipdASTkTOl0nS\n'
def configuration = new File(directory, 'registry.yml')
configuration.text = """version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: '${directory}/storage'}}
http: {addr: '127.0.0.1:${port}'}
auth: {htpasswd: {realm: test, path: '${directory}/htpasswd'}}
"""
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

// the offline distribution, and an image store of its own, so that nothing of the user's is touched
def shared = System.getenv('TCIB_SHARED') ?: new File(top, '../shared').canonicalPath
def run = { File storage, List<String> words ->
    def process = new ProcessBuilder(words)
    process.environment().put('CONTAINERS_STORAGE_CONF', storage.path)
    process.environment().put('TCIB_SHARED', shared)
    process.redirectErrorStream(true)
    def running = process.start()
    running.outputStream.close()
    def output = running.inputStream.text
    assert running.waitFor() == 0: words + ': ' + output
    return output
}
def store = { File directory, File storage ->
    storage.parentFile.mkdirs()
    storage.text = """[storage]
driver = "overlay"
graphroot = "${directory}/graph"
runroot = "${directory}/run"
"""
    return storage
}
def storage = store(new File(scratch), new File(scratch, 'storage.conf'))
def folder = new File(scratch, 'standin')
run(storage, [new File(top, 'bench/standin').canonicalPath, folder.path])
return [shared: shared, folder: folder, storage: storage, run: run, store: store]

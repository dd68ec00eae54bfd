def log = new File(basedir, 'build.log').text
def api = ['src', 'main', 'tcib', 'api', 'api.yaml'].join(File.separator)
def base = ['src', 'main', 'tcib', 'base', 'base.yaml'].join(File.separator)
assert log.contains('2 problems in the layout, nothing was written:')
assert log.contains(api + ":1:12: tcib_runs must be a list, but is text; write one '- ...' line for each item")
assert log.contains(base + ":1:16: 'tcib_usr' is undefined")
assert log.contains("did you mean 'tcib_user'")
assert !log.contains('\tat io.github.tcib')
assert !new File(basedir, 'target/tcib').exists()

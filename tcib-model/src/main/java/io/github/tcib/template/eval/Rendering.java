package io.github.tcib.template.eval;

import io.github.tcib.model.Location;
import io.github.tcib.template.plugin.Engine;
import io.github.tcib.template.plugin.Plugins;
import io.github.tcib.template.python.Arguments;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Truth;
import io.github.tcib.template.syntax.Expr;
import io.github.tcib.template.syntax.Stmt;
import io.github.tcib.template.syntax.Stmt.Target;
import io.github.tcib.template.syntax.Template;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** One run of one template. */
public final class Rendering implements Engine {
    private static final int DEEPEST_RECURSION = 50;

    private final Variables variables;
    private final Plugins plugins;
    private final Budget budget;
    private final IntFunction<Supplier<Location>> places;
    private final Expressions expressions;

    /**
     * Prepares a run.
     *
     * @param places from an offset in the template to the place in the file it stands in
     */
    public Rendering(Variables variables, Plugins plugins, Budget budget, IntFunction<Supplier<Location>> places) {
        this.variables = variables;
        this.plugins = plugins;
        this.budget = budget;
        this.places = places;
        this.expressions = new Expressions(this, plugins, places);
    }

    /** What the template prints: a text, or data if the text looks like data. */
    public Py run(Template template) {
        Output output = new Output(budget);
        run(template.body(), Frame.outermost(), output);
        return output.result();
    }

    private void run(List<Stmt> body, Frame frame, Output output) {
        for (Stmt stmt : body) {
            budget.charge(1);
            if (stmt instanceof Stmt.Data data) {
                output.data(data.text());
            } else if (stmt instanceof Stmt.Print print) {
                print(print, frame, output);
            } else if (stmt instanceof Stmt.If condition) {
                condition(condition, frame, output);
            } else if (stmt instanceof Stmt.For loop) {
                loop(loop, frame, output);
            } else if (stmt instanceof Stmt.Assign assign) {
                assign(assign.target(), expressions.evaluate(assign.value(), frame), frame);
            } else {
                block(stmt, frame, output);
            }
        }
    }

    private void print(Stmt.Print print, Frame frame, Output output) {
        Py value = expressions.evaluate(print.value(), frame);
        try {
            output.value(value);
        } catch (Fault fault) {
            throw fault.at(places.apply(print.value().offset()));
        }
    }

    private void condition(Stmt.If condition, Frame frame, Output output) {
        for (Stmt.Branch branch : condition.branches()) {
            if (truth(branch.test(), frame)) {
                run(branch.body(), frame, output);
                return;
            }
        }
        run(condition.otherwise(), frame, output);
    }

    private boolean truth(Expr test, Frame frame) {
        Py value = expressions.evaluate(test, frame);
        try {
            return Truth.of(value);
        } catch (Fault fault) {
            throw fault.at(places.apply(test.offset()));
        }
    }

    private void block(Stmt stmt, Frame frame, Output output) {
        if (stmt instanceof Stmt.AssignBlock assign) {
            Frame inner = frame.inner();
            Py printed = printed(assign.body(), inner);
            Py value = assign.filter()
                    .map(filter -> expressions.filtered(filter, printed, inner))
                    .orElse(printed);
            assign(assign.target(), value, frame);
        } else if (stmt instanceof Stmt.With with) {
            Frame inner = frame.inner();
            with.bindings()
                    .forEach(binding -> assign(binding.target(), expressions.evaluate(binding.value(), frame), inner));
            run(with.body(), inner, output);
        } else if (stmt instanceof Stmt.FilterBlock filter) {
            Frame inner = frame.inner();
            output.value(expressions.filtered(filter.filter(), printed(filter.body(), inner), inner));
        } else if (stmt instanceof Stmt.Autoescape autoescape) {
            if (truth(autoescape.on(), frame)) {
                throw Fault.evaluation("autoescape is not supported, except to turn it off")
                        .at(places.apply(autoescape.offset()));
            }
            run(autoescape.body(), frame.inner(), output);
        }
    }

    private Py printed(List<Stmt> body, Frame frame) {
        Output output = new Output(budget);
        run(body, frame, output);
        return output.result();
    }

    private void loop(Stmt.For loop, Frame frame, Output output) {
        Py iterable = expressions.evaluate(loop.iterable(), frame);
        if (loop.recursive()) {
            output.value(recursive(loop, iterable, frame, 0));
        } else {
            loop(loop, iterable, frame, output, 0);
        }
    }

    private Py recursive(Stmt.For loop, Py iterable, Frame frame, int depth) {
        if (depth > DEEPEST_RECURSION) {
            throw Fault.evaluation("a loop calls itself more than " + DEEPEST_RECURSION + " times");
        }
        Output inner = new Output(budget);
        loop(loop, iterable, frame, inner, depth);
        return inner.result();
    }

    private void loop(Stmt.For loop, Py iterable, Frame frame, Output output, int depth) {
        Iterator<Py> items = items(loop, iterable, frame);
        LoopVariable variable = new LoopVariable(
                items,
                inner -> {
                    if (!loop.recursive()) {
                        throw Fault.evaluation("only a loop marked 'recursive' can be called");
                    }
                    return recursive(loop, inner, frame, depth + 1);
                },
                depth);
        boolean any = false;
        for (Optional<Py> item = variable.advance(); item.isPresent(); item = variable.advance()) {
            any = true;
            budget.charge(1);
            Frame inner = frame.inner();
            inner.set("loop", variable);
            assign(loop.target(), item.get(), inner);
            run(loop.body(), inner, output);
        }
        if (!any) {
            run(loop.otherwise(), frame.inner(), output);
        }
    }

    /** The items to loop over; a test is asked only when its item is due. */
    private Iterator<Py> items(Stmt.For loop, Py iterable, Frame frame) {
        List<Py> items;
        try {
            items = Sequences.items(iterable, budget);
        } catch (Fault fault) {
            throw fault.at(places.apply(loop.iterable().offset()));
        }
        if (loop.test().isEmpty()) {
            return items.iterator();
        }
        Expr test = loop.test().get();
        return items.stream()
                .filter(item -> {
                    Frame inner = frame.inner();
                    assign(loop.target(), item, inner);
                    return truth(test, inner);
                })
                .iterator();
    }

    private void assign(Target target, Py value, Frame frame) {
        if (target instanceof Stmt.NameTarget name) {
            frame.set(name.name(), value);
        } else if (target instanceof Stmt.TupleTarget tuple) {
            unpack(tuple, value, frame);
        } else if (target instanceof Stmt.AttributeTarget attribute) {
            if (!(frame.get(attribute.namespace()).orElse(Py.None.NONE) instanceof Globals.Namespace namespace)) {
                throw Fault.evaluation("'" + attribute.namespace() + "' is no namespace, its attributes cannot be set")
                        .at(places.apply(attribute.offset()));
            }
            namespace.set(attribute.attribute(), value);
        }
    }

    private void unpack(Stmt.TupleTarget target, Py value, Frame frame) {
        List<Py> items;
        try {
            items = Sequences.items(value, budget);
            if (items.size() != target.targets().size()) {
                throw Fault.evaluation(
                        "expected " + target.targets().size() + " values to unpack, got " + items.size());
            }
        } catch (Fault fault) {
            throw fault.at(places.apply(target.offset()));
        }
        for (int i = 0; i < items.size(); i++) {
            assign(target.targets().get(i), items.get(i), frame);
        }
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public Py filter(String name, Arguments arguments) {
        budget.charge(1);
        return plugins.filter(name, arguments, this);
    }

    @Override
    public Py test(String name, Arguments arguments) {
        budget.charge(1);
        return plugins.test(name, arguments, this);
    }

    @Override
    public Py element(Py object, Py key) {
        if (object instanceof Py.Undefined undefined) {
            if (undefined.lenient()) {
                throw undefined.fault();
            }
            return undefined;
        }
        return Expressions.elementOf(object, key)
                .orElseGet(() -> new Py.Undefined(
                        Fault.undefined("the " + object.typeName() + " has no element " + Repr.repr(key, budget)),
                        false));
    }

    @Override
    public Optional<Py> variable(String name) {
        return variables.variable(name);
    }

    @Override
    public Set<String> variableNames() {
        return variables.names();
    }

    @Override
    public Optional<String> remedy(String name) {
        return variables.remedy(name);
    }

    @Override
    public Py render(Py value) {
        return variables.render(value);
    }

    @Override
    public Optional<String> environment(String name) {
        return variables.environment(name);
    }

    @Override
    public List<String> files(String pattern) {
        try {
            return variables.files(pattern);
        } catch (IllegalArgumentException e) {
            throw Fault.evaluation("the lookup 'fileglob' is refused: " + e.getMessage());
        }
    }

    @Override
    public boolean knowsFilter(String name) {
        return plugins.filters().contains(name);
    }

    @Override
    public boolean knowsTest(String name) {
        return plugins.tests().contains(name);
    }
}

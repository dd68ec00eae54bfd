package io.github.tcib;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of a run which tests were left out, and for want of what. */
public final class LeftOutTests implements TestExecutionListener {

    private final Map<String, Integer> countByReason = new TreeMap<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            String reason = result.getThrowable().map(Throwable::getMessage).orElse("no reason given");
            countByReason.merge(reason.replace("Assumption failed: ", ""), 1, Integer::sum);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        countByReason.merge(reason, 1, Integer::sum);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!countByReason.isEmpty()) {
            StringBuilder text = new StringBuilder("Tests left out on this machine:\n");
            countByReason.forEach((reason, count) ->
                    text.append("  ").append(count).append(" x ").append(reason).append('\n'));
            System.out.print(text);
        }
    }
}

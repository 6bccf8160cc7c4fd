package io.healthmon.examples.benchmarks.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTreeTest {

    @Test
    void tree_countsWhatItsProcessesUse_afterTheyEndedToo() throws Exception {
        double before = ProcessTree.self().cpuSeconds();
        Process child = new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done").start();
        child.waitFor();

        assertThat(ProcessTree.self().cpuSeconds()).isGreaterThan(before);
        assertThat(new ProcessTree(child.pid()).cpuSeconds()).isZero();
    }

    @Test
    void memory_isThatOfAJvm() {
        ProcessTree self = ProcessTree.self();

        assertThat(self.residentMegabytes()).isGreaterThan(20).isLessThanOrEqualTo(self.peakResidentMegabytes());
        assertThat(self.proportionalMegabytes()).isGreaterThan(10);
    }
}

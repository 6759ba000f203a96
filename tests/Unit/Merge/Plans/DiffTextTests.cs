using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Merge.Plans;
using Xunit;

namespace Fairway.Tests.Merge.Plans;

public sealed class DiffTextTests
{
    [Fact]
    public void Shows_each_change_on_a_line_under_its_object_and_dangers_with_their_reason()
    {
        var text = DiffText.Write(
            [
                Samples.Change("spec.replicas", "3", "5"),
                Samples.Change("spec.image", "\"a:1\"", "\"a:2\""),
                Samples.Change("metadata.labels.x", null, "\"5\""),
                Samples.Change("spec.args", """["a"]""", null),
                Samples.Change("spec.type", "\"A\"", "\"B\"", new(VerdictKind.NeedsApproval, "kind", "It matters.")),
            ],
            Samples.Mask);

        Assert.Equal(
            """
            ConfigMap ns/x
              ~ spec.replicas: 3 -> 5
              ~ spec.image: a:1 -> a:2
              + metadata.labels.x: "5"
              - spec.args: ["a"]
            ! ~ spec.type: A -> B
                  needs approval (kind): It matters.

            """,
            text);
    }

    [Fact]
    public void Shows_drift_conflicts_and_whole_objects()
    {
        var change = Samples.Change("spec.replicas", "3", "5");
        var text = DiffText.Write(
            [
                change with { Change = change.Change with { Cause = ChangeCause.Drift } },
                change with { Change = change.Change with { Conflicts = true } },
                Samples.Change("", null, "{}"),
                Samples.Change("", "{}", null),
            ],
            Samples.Mask);

        Assert.Equal(
            """
            ConfigMap ns/x
              ~ spec.replicas: 3 -> 5 (drift)
              ~ spec.replicas: 3 -> 5 (was changed by others too)
              + the object is made
              - the object goes

            """,
            text);
    }

    [Fact]
    public void Shows_of_long_texts_the_lines_that_differ()
    {
        var text = DiffText.Write(
            [Samples.Change("data.conf", "\"a\\nb\\nc\\n\"", "\"a\\nx\\u001b[31m\\nc\\n\"")], Samples.Mask);

        Assert.Equal(
            """
            ConfigMap ns/x
              ~ data.conf: (3 lines) -> (3 lines)
                  - b
                  + x?[31m

            """,
            text);
    }

    [Fact]
    public void Cuts_long_values_short()
    {
        var text = DiffText.Write(
            [Samples.Change("data.a", null, $"\"{new string('v', 500)}\"")], Samples.Mask);

        Assert.Contains("... (340 characters more)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_shows_what_a_Secret_holds()
    {
        var text = DiffText.Write(
            [
                Samples.Change("data.password", "\"aGlkZGVu\"", "\"b3RoZXI=\"", kind: "Secret"),
                Samples.Change("", null, """{"stringData":{"a":"hidden"}}""", kind: "Secret"),
            ],
            Samples.Mask);

        Assert.Matches(
            @"~ data\.password: \(secret, 6 bytes, keyed hash [0-9a-f]{8}\.\.\) -> \(secret, 5 bytes",
            text);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        Assert.DoesNotContain("aGlk", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_nothing_of_nothing() => Assert.Equal("", DiffText.Write([], Samples.Mask));
}

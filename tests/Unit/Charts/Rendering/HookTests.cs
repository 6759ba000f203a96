using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts.Rendering;

public sealed class HookTests
{
    [Fact]
    public void Hooks_are_apart_with_their_events_weights_and_policies()
    {
        var rendered = ChartFiles.Load(
            ("templates/a.yaml", Hook("a", "pre-install, Post-Upgrade", ", helm.sh/hook-weight: 5")),
            ("templates/b.yaml", Hook("b", "pre-install", ", helm.sh/hook-weight: \"-1\"")),
            (
                "templates/c.yaml",
                Hook("c", "test-success", ", helm.sh/hook-delete-policy: \"hook-failed,HOOK-SUCCEEDED\"")),
            ("templates/d.yaml", "kind: D\n")).Rendered();

        Assert.Equal(["D"], rendered.Objects.Select(item => item.Object["kind"]!.GetValue<string>()));
        Assert.Equal(["a", "b", "c"], rendered.Hooks.Select(hook => hook.Name));
        Assert.Equal(["b", "a"], rendered.HooksOf("pre-install").Select(hook => hook.Name));
        Assert.Equal(["pre-install", "post-upgrade"], rendered.Hooks[0].Events);
        Assert.Equal([5, -1, 0], rendered.Hooks.Select(hook => hook.Weight));
        Assert.Equal(["before-hook-creation"], rendered.Hooks[0].DeletePolicies);
        Assert.Equal(["hook-failed", "hook-succeeded"], rendered.Hooks[2].DeletePolicies);
        Assert.Equal(["test"], rendered.Hooks[2].Events);
        Assert.Equal(("c/templates/c.yaml", 1), (rendered.Hooks[2].Rendered.Template, rendered.Hooks[2].Rendered.Line));
    }

    [Fact]
    public void Hooks_of_one_weight_run_by_name()
    {
        var rendered = ChartFiles.Load(
            ("templates/x.yaml", $"{Hook("b", "test", "")}\n---\n{Hook("a", "test", "")}")).Rendered();

        Assert.Equal(["a", "b"], rendered.HooksOf("test").Select(hook => hook.Name));
    }

    [Fact]
    public void A_hook_of_an_unknown_event_is_left_out_with_a_warning()
    {
        var rendered = ChartFiles.Load(("templates/x.yaml", Hook("a", "pre-install,sometime", ""))).Rendered();

        Assert.Empty(rendered.Objects);
        Assert.Empty(rendered.Hooks);
        Assert.Contains("its helm.sh/hook is not known", Assert.Single(rendered.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.5", 0)]
    [InlineData("\"+3\"", 3)]
    [InlineData("\" 3\"", 0)]
    [InlineData("\"1_000\"", 0)]
    [InlineData("high", 0)]
    public void A_weight_that_is_no_number_is_none(string weight, int read)
    {
        var rendered = ChartFiles.Load(
            ("templates/x.yaml", Hook("a", "test", $", helm.sh/hook-weight: {weight}"))).Rendered();

        Assert.Equal(read, rendered.Hooks[0].Weight);
    }

    private static string Hook(string name, string events, string more) =>
        $"kind: Job\nmetadata: {{name: {name}, annotations: {{helm.sh/hook: \"{events}\"{more}}}}}";
}

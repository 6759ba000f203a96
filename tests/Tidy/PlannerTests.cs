using Fairway.Tidy.Reading;
using Fairway.Tidy.Rules;

namespace Fairway.Tidy;

public sealed class PlannerTests
{
    [Fact]
    public void Planners_are_pure() => Offence.None(PlannerRules.Impure([.. BuiltAssemblies.OfProduct.Values]));

    [Theory]
    [InlineData("is async", "static class APlanner { static async Task Plan() => await Task.Yield(); }")]
    [InlineData("mutable static", "static class APlanner { static int count; static int Plan() => count++; }")]
    [InlineData("DateTime.UtcNow", "static class APlanner { static object Plan() => DateTime.UtcNow; }")]
    [InlineData("Random.#ctor", "static class APlanner { static object Plan() => new Random(); }")]
    [InlineData("System.Console", "static class APlanner { static void Plan() => Console.WriteLine(); }")]
    [InlineData("not a static class", "sealed class APlanner { int Plan() => 1; }")]
    public void An_impure_planner_is_seen(string what, string text) => Seen(what, text);

    [Theory]
    [InlineData("through a helper", "static class B { public static object Now() => DateTime.Now; }", "B.Now()")]
    [InlineData("through a closure", "", "Enumerable.Range(0, 3).Select(i => DateTime.Now.AddDays(i)).ToList()")]
    [InlineData("through an iterator",
        "static class B { public static IEnumerable<object> All() { yield return DateTime.Now; } }", "B.All()")]
    [InlineData("through an interface",
        "interface I { object X(); } class B : I { public object X() => DateTime.Now; }", "((I)null!).X()")]
    public void Impurity_is_seen(string path, string helper, string call)
    {
        Assert.StartsWith("through", path, StringComparison.Ordinal);
        Seen("DateTime.Now", $$"""{{helper}} static class APlanner { static object Plan() => {{call}}; }""");
    }

    [Fact]
    public void What_no_planner_reaches_may_be_impure() =>
        Offence.None(Find(
            "class C { object Now() => DateTime.Now; } static class APlanner { static int Plan() => 1; }"));

    [Fact]
    public void Lambdas_and_constants_of_a_planner_are_well() =>
        Offence.None(Find("""
            static class APlanner
            {
                const int Most = 5;
                static readonly int[] Steps = [1, 2, 3];
                static int Plan(List<int> seen) => seen.Where(one => one < Most).Sum() + Steps.Length;
            }
            """));

    private static void Seen(string what, string text) =>
        Assert.Contains(what, Assert.Single(Find(text)).What, StringComparison.Ordinal);

    private static IReadOnlyList<Offence> Find(string text) => PlannerRules.Impure([SampleAssembly.Compile(text)]);
}

using Fairway.Tidy.Reading;
using Fairway.Tidy.Rules;

namespace Fairway.Tidy;

public sealed class OrderTests
{
    private static readonly string[] RealWorld =
        ["Fairway.Cli", "Fairway.Kube.Credentials", "Fairway.Schema.Generator", "Fairway.Twin.Http"];

    [Fact]
    public void Simulated_code_loops_over_nothing_unordered() =>
        Offence.None(BuiltAssemblies.OfProduct.Where(built => !RealWorld.Contains(built.Key))
            .SelectMany(built => OrderRules.UnorderedLoops(built.Value, ReadDocument)));

    [Theory]
    [InlineData("foreach (var pair in dictionary) { sum += pair.Key; }")]
    [InlineData("foreach (var key in dictionary.Keys) { sum += key; }")]
    [InlineData("foreach (var value in dictionary.Values) { sum += value; }")]
    [InlineData("foreach (var one in set) { sum += one; }")]
    public void A_loop_over_an_unordered_collection_is_seen(string loop)
    {
        Offence.One(Find($"// Adds them up.\n{loop}"), "Sample.cs:4");
        Offence.None(Find($"// In any order: a sum is the same.\n{loop}"));
    }

    [Fact]
    public void A_loop_over_a_list_is_well() =>
        Offence.None(Find("foreach (var one in set.Order().ToList()) { sum += one; }"));

    private static IEnumerable<Offence> Find(string body)
    {
        var text = $$"""
            class C { int M(Dictionary<int, int> dictionary, HashSet<int> set) { var sum = 0;
            // A line that says nothing of the kind.
            {{body}}
            return sum; } }
            """;
        return OrderRules.UnorderedLoops(SampleAssembly.Compile(text), path => new TextFile(path, text));
    }

    private static TextFile ReadDocument(string path)
    {
        var file = Path.GetRelativePath(Repository.Root, path);
        // Generated code answers for itself.
        return new TextFile(
            file, file.StartsWith("artifacts", StringComparison.Ordinal) ? Generated(path) : Repository.Read(file));
    }

    private static string Generated(string path) =>
        string.Join('\n', File.Exists(path) ? File.ReadLines(path).Select(_ => "any order") : Enumerable.Repeat(
            "any order", 100_000));
}

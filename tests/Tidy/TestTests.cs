using Fairway.Tidy.Reading;
using Fairway.Tidy.Rules;

namespace Fairway.Tidy;

public sealed class TestTests
{
    [Fact]
    public void No_test_is_skipped() => Offence.None(SourceFile.All.SelectMany(TestRules.Skipped));

    [Fact]
    public void Names_of_tests_are_sentences() =>
        Offence.None(SourceFile.All.SelectMany(TestRules.NamedWithoutASentence));

    [Fact]
    public void Every_suite_has_a_floor_and_every_floor_a_suite()
    {
        var floors = Repository.Read("tests/counts.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split('\t')[0]).Order(StringComparer.Ordinal);
        var suites = ProjectFile.All.Where(project => project.Path.StartsWith("tests/", StringComparison.Ordinal))
            .Select(project => project.Name["Fairway.".Length..]).Order(StringComparer.Ordinal);
        Assert.Equal(suites, floors);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Fairway.slnx");
        Assert.All(
            ProjectFile.All, project => Assert.Contains($"\"{project.Path}\"", solution, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Fact(Skip = \"slow\")] void A_b_c() { }")]
    [InlineData("[Theory(Explicit = true)] void A_b_c() { }")]
    [InlineData("void A_b_c() { Assert.SkipWhen(true, \"no\"); }")]
    public void A_skipped_test_is_seen(string method) =>
        Offence.One(TestRules.Skipped(SourceFile.Sample($"class C\n{{ {method} }}")), "Sample.cs:2");

    [Theory]
    [InlineData("Works")]
    [InlineData("PutTest")]
    [InlineData("Put_works")]
    public void A_test_named_without_a_sentence_is_seen(string name) =>
        Offence.One(
            TestRules.NamedWithoutASentence(SourceFile.Sample($"class C {{ [Fact] public void {name}() {{ }} }}")),
            "Sample.cs:1");
}

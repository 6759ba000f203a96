using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Cel;

public sealed class CaseTests
{
    public static TheoryData<string, string, string> Language => CaseFile.Read("language");

    public static TheoryData<string, string, string> Strings => CaseFile.Read("strings");

    public static TheoryData<string, string, string> Libraries => CaseFile.Read("libraries");

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_libraries_of_API_servers_do_what_they_say(string expression, string bindings, string expected) =>
        Check(expression, bindings, expected);

    [Theory]
    [MemberData(nameof(Language))]
    public void The_language_does_what_its_specification_says(string expression, string bindings, string expected) =>
        Check(expression, bindings, expected);

    [Theory]
    [MemberData(nameof(Strings))]
    public void Extensions_of_strings_sets_and_lists_do_what_they_say(
        string expression, string bindings, string expected) =>
        Check(expression, bindings, expected);

    private static void Check(string expression, string bindings, string expected)
    {
        var actual = CaseFile.Run(expression, bindings);
        if (expected.StartsWith("error: ", StringComparison.Ordinal))
        {
            Assert.StartsWith(expected, actual, StringComparison.Ordinal);
            return;
        }

        Assert.False(actual.StartsWith("error: ", StringComparison.Ordinal), actual);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
    }
}

using System.Text.Json.Nodes;
using Fairway.Merge.Patches;
using Xunit;

namespace Fairway.Tests.Twin.Api.Custom;

/// <summary>
/// Each row of <c>definition-cases.tsv</c> changes a good definition (R: its schema, V: its version, D: all of it, the
/// last two by a merge patch), and says what the API then says, lines parted by two semicolons; a dash where it is as
/// good as before.
/// </summary>
public sealed class DefinitionCaseTests
{
    private const string Refused = "CustomResourceDefinition.apiextensions.k8s.io \"widgets.example.com\" is invalid: ";

    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            using var stream = typeof(DefinitionCaseTests).Assembly.GetManifestResourceStream("definitions/cases")!;
            using var reader = new StreamReader(stream);
            return
            [
                .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                    .Select(row => row.Split('\t'))
                    .Select(cells => new TheoryDataRow<string, string, string, string>(
                        cells[0], cells[1], cells[2], cells[3])),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_a_definition_may_not_say_is_told(string what, string of, string patch, string said)
    {
        await using var client = new TwinClient();
        var answer = await client.SendAsync("POST", WidgetClient.Definitions, Changed(of, patch).ToJsonString());

        var message = (answer.IsSuccess ? "-" : (string)TwinClient.Body(answer)["message"]!)
            .Replace(Refused, "", StringComparison.Ordinal)
            .Replace("\n", " ;; ", StringComparison.Ordinal);
        Assert.True(message == said, $"{what}\n{message}\n{said}");
    }

    private static JsonObject Changed(string of, string patch)
    {
        var definition = WidgetClient.Definition("""{"type":"object"}""");
        var version = definition["spec"]!["versions"]![0]!.AsObject();
        version.Remove("subresources");
        switch (of)
        {
            case "R":
                version["schema"]!["openAPIV3Schema"] = JsonNode.Parse(patch);
                return definition;
            case "V":
                definition["spec"]!["versions"]![0] = MergePatch.Apply(version, JsonNode.Parse(patch));
                return definition;
            default:
                return MergePatch.Apply(definition, JsonNode.Parse(patch));
        }
    }
}

using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Generator;
using Xunit;

namespace Fairway.Tests.Api.Generator;

/// <summary>CRDs and reference are as the records say. UPDATE_GOLDEN=1 writes them anew; CI refuses to.</summary>
public sealed class GeneratedFileTests
{
    public static TheoryData<string> Paths => [.. GeneratedFiles.All().Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void What_is_committed_is_what_the_records_say(string path)
    {
        var file = GeneratedFiles.All().Single(file => file.Path == path);
        var committed = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Assert.False(
                Environment.GetEnvironmentVariable("CI") == "true",
                $"CI does not write {path}: write it on your machine and commit it.");
            File.WriteAllText(committed, file.Text);
        }

        Assert.True(
            File.Exists(committed) && File.ReadAllText(committed) == file.Text,
            $"{path} is out of date: dotnet run --project src/Fairway.Api.Generator . makes it anew; commit it.");
    }

    [Fact]
    public void No_definition_is_left_of_a_kind_that_is_gone()
    {
        var wanted = GeneratedFiles.All().Select(file => file.Path)
            .Where(path => path.EndsWith(".yaml", StringComparison.Ordinal));

        var there = new[] { "deploy/chart/files/crds", "deploy/crds-twin" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root(), folder)))
            .Select(path => Path.GetRelativePath(Root(), path));

        Assert.Equal(wanted.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_library_brings_the_definitions_along()
    {
        var crds = ApiCrds.Meta.Concat(ApiCrds.Tenant).ToArray();

        Assert.All(crds, crd => Assert.Equal(Committed("deploy/chart/files/crds", crd), crd.Yaml.ToArray()));
        Assert.Equal(15, crds.Length);
        Assert.All(ApiCrds.Twin, crd => Assert.Equal(Committed("deploy/crds-twin", crd), crd.Yaml.ToArray()));
        Assert.NotEmpty(ApiCrds.Twin);
    }

    [Fact]
    public void The_same_records_give_the_same_text_each_time()
    {
        Assert.Equal(GeneratedFiles.All(), GeneratedFiles.All());
    }

    [Fact]
    public void A_default_of_the_schema_is_the_initial_value_of_the_record()
    {
        var said =
            from record in ApiRecords.All
            from property in ApiRecords.PropertiesOf(record)
            let value = property.GetCustomAttribute<DefaultValueAttribute>()
            where value is not null
            select (property, value.Value);

        Assert.All(said, pair => Assert.Equal(
            JsonSerializer.SerializeToNode(pair.Value)!.ToJsonString(),
            WireShape.InitialValueOf(pair.property)!.ToJsonString()));
        Assert.NotEmpty(said);
    }

    private static byte[] Committed(string folder, ApiCrd crd) =>
        File.ReadAllBytes(Path.Combine(Root(), folder, $"{crd.Name}.yaml"));

    private static string Root([CallerFilePath] string caller = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "../../.."));
}

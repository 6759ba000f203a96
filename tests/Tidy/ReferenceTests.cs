using Fairway.Tidy.Reading;
using Fairway.Tidy.Rules;

namespace Fairway.Tidy;

public sealed class ReferenceTests
{
    [Fact]
    public void Every_project_stands_in_a_layer() => Offence.None(ReferenceRules.Unplaced(ProjectFile.All));

    [Fact]
    public void Project_files_reference_one_way() => Offence.None(ReferenceRules.Between(ProjectFile.All));

    [Fact]
    public void Built_assemblies_use_one_way() =>
        Offence.None(BuiltAssemblies.OfProduct.SelectMany(built => ReferenceRules.Between(built.Key, built.Value)));

    [Fact]
    public void The_official_client_serves_for_credentials_only() =>
        Offence.None(ReferenceRules.ToTheOfficialClient(ProjectFile.All));

    [Theory]
    [InlineData("Fairway.Schema", "Fairway.Kube")]
    [InlineData("Fairway.Kube", "Fairway.Twin")]
    [InlineData("Fairway.Twin", "Fairway.Twin.Behaviour")]
    [InlineData("Fairway.Twin.Behaviour", "Fairway.Twin")]
    [InlineData("Fairway.Twin.Http", "Fairway.Kube.Credentials")]
    [InlineData("Fairway.Cli", "Fairway.Schema.Generator")]
    public void A_reference_against_the_direction_is_seen(string from, string to) =>
        Offence.One(ReferenceRules.Between([Project(from, references: to)]), from);

    [Theory]
    [InlineData("Fairway.Kube", "Fairway.Schema")]
    [InlineData("Fairway.Twin.Behaviour", "Fairway.Kube")]
    [InlineData("Fairway.Cli", "Fairway.Kube.Credentials")]
    public void A_reference_along_the_direction_is_well(string from, string to) =>
        Offence.None(ReferenceRules.Between([Project(from, references: to)]));

    [Fact]
    public void A_project_without_a_layer_is_seen() =>
        Offence.One(ReferenceRules.Unplaced([Project("Fairway.New")]), "Fairway.New");

    [Fact]
    public void The_official_client_elsewhere_is_seen() =>
        Offence.One(
            ReferenceRules.ToTheOfficialClient([Project("Fairway.Kube", package: "KubernetesClient")]), "Fairway.Kube");

    private static ProjectFile Project(string name, string? references = null, string? package = null) =>
        ProjectFile.Parse(new TextFile($"src/{name}/{name}.csproj", $"""
            <Project><ItemGroup>
              <ProjectReference Include="../{references ?? "Fairway.Schema"}/{references ?? "Fairway.Schema"}.csproj" />
              <PackageReference Include="{package}" />
            </ItemGroup></Project>
            """));
}

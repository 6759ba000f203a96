using Fairway.Tidy.Reading;
using Fairway.Tidy.Rules;

namespace Fairway.Tidy;

public sealed class ShapeTests
{
    [Fact]
    public void Reconcilers_have_two_branches_at_most() =>
        Offence.None(ShapeRules.BranchingReconcilers(SourceFile.OfProduct));

    [Fact]
    public void Namespaces_mirror_folders() =>
        Offence.None(SourceFile.All.SelectMany(file => ShapeRules.NamespacesBesideTheirFolders(file, ProjectFile.All)));

    [Fact]
    public void Classes_without_subclasses_are_sealed() =>
        Offence.None(ShapeRules.Unsealed([.. BuiltAssemblies.OfProduct.Values]));

    [Fact]
    public void Branches_of_a_reconciler_are_added_up_over_its_parts()
    {
        var one = SourceFile.Sample("partial class PodReconciler { void A() { if (x) { } y = z ? 1 : 2; } }");
        var two = SourceFile.Sample("partial class PodReconciler { void B() { foreach (var a in b) { } } }");
        Offence.One(ShapeRules.BranchingReconcilers([one, two]), "Sample.cs:1");
        Offence.None(ShapeRules.BranchingReconcilers([one]));
    }

    [Fact]
    public void Each_arm_but_the_last_of_a_switch_is_a_branch() =>
        Offence.One(
            ShapeRules.BranchingReconcilers(
                [SourceFile.Sample(
                    "class PodReconciler { int A(int x) => x switch { 1 => 1, 2 => 2, 3 => 3, _ => 4 }; }")]),
            "Sample.cs:1");

    [Fact]
    public void A_namespace_beside_its_folder_is_seen()
    {
        var projects = ProjectFile.All;
        Offence.One(Find("namespace Fairway.Kube.Caches;", "src/Fairway.Kube/Watching/A.cs"), "A.cs:1");
        Offence.None(Find("namespace Fairway.Kube.Watching;", "src/Fairway.Kube/Watching/A.cs"));
        Offence.None(Find("namespace Fairway.Tests.Kube;", "tests/Unit/Kube/A.cs"));

        IEnumerable<Offence> Find(string text, string path) =>
            ShapeRules.NamespacesBesideTheirFolders(SourceFile.Sample(text, path), projects);
    }

    [Fact]
    public void A_class_that_could_be_sealed_is_seen()
    {
        var module = SampleAssembly.Compile(
            "public class Open; public class Base; public sealed class Derived : Base; public abstract class A;");
        Offence.One(ShapeRules.Unsealed([module]), "Open");
    }
}

using Fairway.Tidy.Reading;
using Mono.Cecil;

namespace Fairway.Tidy.Rules;

/// <summary>
/// References point one way: pure projects, the runtime, capabilities, executables. A new project must be given its
/// layer here.
/// </summary>
internal static class ReferenceRules
{
    private const string Credentials = "Fairway.Kube.Credentials";

    /// <summary>What each layer may reference, apart from the pure projects, which all may.</summary>
    private enum Layer
    {
        /// <summary>Values in, values out: other pure projects only.</summary>
        Pure,

        /// <summary>The runtime: pure projects only.</summary>
        Runtime,

        /// <summary>What controllers of pods share: the runtime.</summary>
        Shared,

        /// <summary>A capability, or the twin's controllers: the runtime and what is shared, and never each
        /// other.</summary>
        Capability,

        /// <summary>The twin: the runtime.</summary>
        Twin,

        /// <summary>The twin's HTTPS face: the twin and the runtime.</summary>
        TwinFace,

        /// <summary>Credentials of the official client: the runtime.</summary>
        Credentials,

        /// <summary>Puts all together. Nothing references it.</summary>
        Executable,
    }

    private static readonly Dictionary<string, Layer> Layers = new(StringComparer.Ordinal)
    {
        ["Fairway.Api"] = Layer.Pure,
        ["Fairway.Delivery"] = Layer.Pure,
        ["Fairway.Schema"] = Layer.Pure,
        ["Fairway.Merge"] = Layer.Pure,
        ["Fairway.Cel"] = Layer.Pure,
        ["Fairway.Charts"] = Layer.Pure,
        ["Fairway.Kube"] = Layer.Runtime,
        ["Fairway.Kube.Pods"] = Layer.Shared,
        ["Fairway.Components"] = Layer.Capability,
        ["Fairway.MetaDb"] = Layer.Capability,
        ["Fairway.Releases"] = Layer.Capability,
        ["Fairway.ControlPlanes"] = Layer.Capability,
        ["Fairway.Rollouts"] = Layer.Capability,
        ["Fairway.Workloads"] = Layer.Capability,
        ["Fairway.Twin.Behaviour"] = Layer.Capability,
        ["Fairway.Twin"] = Layer.Twin,
        ["Fairway.Twin.Http"] = Layer.TwinFace,
        [Credentials] = Layer.Credentials,
        ["Fairway.Api.Generator"] = Layer.Executable,
        ["Fairway.Schema.Generator"] = Layer.Executable,
        ["Fairway.Cli"] = Layer.Executable,
    };

    /// <summary>References in project files.</summary>
    public static IEnumerable<Offence> Between(IEnumerable<ProjectFile> projects) =>
        from project in projects
        from reference in project.References
        let trouble = Trouble(project.Name, reference)
        where trouble is not null
        select new Offence(project.Path, $"references {reference}", trouble);

    /// <summary>
    /// References that the compiler wrote: they show what is used through another project, which project files do not.
    /// </summary>
    public static IEnumerable<Offence> Between(string project, ModuleDefinition module) =>
        from reference in module.AssemblyReferences
        let name = reference.Name == "fairway" ? "Fairway.Cli" : reference.Name
        where name.StartsWith("Fairway.", StringComparison.Ordinal)
        let trouble = Trouble(project, name)
        where trouble is not null
        select new Offence($"src/{project}", $"uses types of {name}", trouble);

    /// <summary>The typed client loses unknown fields and is slow: it serves for credentials, and for the build's
    /// schemas.</summary>
    public static IEnumerable<Offence> ToTheOfficialClient(IEnumerable<ProjectFile> projects) =>
        from project in projects
        where project.Path.StartsWith("src/", StringComparison.Ordinal)
        where project.Packages.Contains("KubernetesClient")
            && project.Name is not (Credentials or "Fairway.Schema.Generator")
        select new Offence(
            project.Path, "references KubernetesClient", $"only {Credentials} and the schema generator may");

    /// <summary>Projects that stand in no layer.</summary>
    public static IEnumerable<Offence> Unplaced(IEnumerable<ProjectFile> projects) =>
        from project in projects
        where project.Path.StartsWith("src/", StringComparison.Ordinal) && !Layers.ContainsKey(project.Name)
        select new Offence(project.Path, "stands in no layer", $"give it one in {nameof(ReferenceRules)}");

    private static string? Trouble(string from, string to)
    {
        if (!Layers.TryGetValue(from, out var layer))
        {
            // Tests and benchmarks may see everything.
            return null;
        }

        var target = Layers.GetValueOrDefault(to, Layer.Executable);
        var allowed = target == Layer.Pure || layer switch
        {
            Layer.Pure or Layer.Runtime => false,
            Layer.Capability => target is Layer.Runtime or Layer.Shared,
            Layer.Shared or Layer.Twin or Layer.Credentials => target == Layer.Runtime,
            Layer.TwinFace => target is Layer.Runtime or Layer.Twin,
            _ => target != Layer.Executable,
        };
        return allowed
            ? null
            : $"a project of the layer {layer} may not reference one of the layer {target} (DESIGN 6)";
    }
}

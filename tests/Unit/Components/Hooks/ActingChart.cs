using System.Text;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Tests.Components.Hooks;

/// <summary>A chart that needs an order: a definition, an object of its kind, hooks before and after, a workload, and a
/// ConfigMap of its version, so that each upgrade prunes one.</summary>
internal static class ActingChart
{
    /// <summary>How its containers behave: hooks end well after 2 s, those of tag <c>broken</c> badly.</summary>
    public static PodBehaviours Behaviours { get; } = new(
        [
            new PodBehaviourRule(Ending(0), "hook:*"),
            new PodBehaviourRule(Ending(3), "broken:*"),
            new PodBehaviourRule(Ending(null), "endless:*"),
        ],
        PodBehaviour.Default);

    /// <summary>Its files.</summary>
    /// <param name="hook">The hooks' image: <c>hook</c>, <c>broken</c> or <c>endless</c>.</param>
    /// <param name="more">More lines of a hook's annotations and of the Job's spec.</param>
    public static SortedDictionary<string, ReadOnlyMemory<byte>> Files(
        string hook = "hook", string more = "", string spec = "")
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        void Add(string path, string text) => files.Add(path, Encoding.UTF8.GetBytes(text));
        Add("Chart.yaml", "apiVersion: v2\nname: acting\nversion: 1.0.0\n");
        Add("crds/things.yaml", Definition);
        Add("templates/objects.yaml", Objects);
        Add("templates/before.yaml", Job("before", "pre-install,pre-upgrade,pre-rollback", hook, more, spec));
        Add("templates/after.yaml", Job("after", "post-install,post-upgrade", "hook", "helm.sh/hook-delete-policy: "
            + "hook-succeeded", spec));
        return files;
    }

    private const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: things.example.io}
        spec:
          group: example.io
          scope: Namespaced
          names: {plural: things, singular: thing, kind: Thing, listKind: ThingList}
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """;

    private const string Objects = """
        apiVersion: example.io/v1
        kind: Thing
        metadata: {name: thing}
        spec: {version: "{{ .Values.image.tag }}"}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: "settings-{{ .Values.image.tag }}"}
        data: {a: b}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: "web:{{ .Values.image.tag }}"}]}
        """;

    private static string Job(string name, string events, string image, string more, string spec) => $$$"""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {{{name}}}
          annotations:
            helm.sh/hook: {{{events}}}
            {{{more}}}
        spec:
          backoffLimit: 0
          {{{spec}}}
          template:
            metadata: {labels: {hook: {{{name}}} }}
            spec:
              restartPolicy: Never
              containers: [{name: main, image: "{{{image}}}:{{ .Values.image.tag }}"}]
        """;

    private static PodBehaviour Ending(int? code) => PodBehaviour.Default with
    {
        EndsAfter = code is null ? null : TimeSpan.FromSeconds(2), ExitCode = code ?? 0,
    };
}

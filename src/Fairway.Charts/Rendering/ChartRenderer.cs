using Fairway.Charts.Archives;
using Fairway.Charts.Schemas;
using Fairway.Charts.Templates.Evaluation;
using Fairway.Charts.Trees;
using Fairway.Charts.Values;
using Fairway.Charts.Versions;

namespace Fairway.Charts.Rendering;

/// <summary>Executes a chart's templates, and puts what they print in order.</summary>
internal static class ChartRenderer
{
    /// <exception cref="ChartException">The chart cannot be rendered.</exception>
    public static RenderedChart Render(ChartTree tree, RenderInput input, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        CheckInstallable(tree.Root.Content);
        var kubernetes = Kubernetes(input);
        var world = new RenderWorld(input, cancel);
        var (selection, values, warnings) = Prepared(tree, input, world);
        CheckKubernetes(tree.Root.Content.Metadata, kubernetes, tree.Line);
        var context = new RenderContext(selection.Root, values, kubernetes, input);
        var files = Execute(selection, context, world);
        var (objects, hooks, unknown) = Sort(files.Where(file => !file.Template.IsNotes), input.Helm);
        var notes = $"{tree.Root.FullPath}/templates/NOTES.txt";
        return new RenderedChart(objects, input.Helm)
        {
            Hooks = hooks,
            Crds = selection.Crds,
            Notes = files.FirstOrDefault(file => file.Template.Name == notes)?.File.Text is { } text
                ? ByteText.ToUnicode(text)
                : "",
            Reads = world.Trace.Read(),
            Warnings = [.. selection.Warnings, .. warnings, .. unknown],
        };
    }

    private static void CheckInstallable(ChartContent chart)
    {
        if (chart.Metadata.IsLibrary)
        {
            throw new ChartException(
                $"chart {chart.Metadata.Name} is a library: charts use it, and it cannot be rendered itself",
                MetadataReader.File);
        }

        var missing = (chart.Metadata.Dependencies ?? [])
            .Select(dependency => dependency.Name)
            .Except(chart.Charts.Select(inner => inner.Metadata.Name), StringComparer.Ordinal)
            .ToList();
        if (missing.Count > 0)
        {
            throw new ChartException(
                $"found in Chart.yaml, but missing in charts/ directory: {string.Join(", ", missing)}; "
                    + "run helm dependency build",
                MetadataReader.File);
        }
    }

    private static KubernetesVersion Kubernetes(RenderInput input)
    {
        try
        {
            return KubernetesVersion.Parse(input.KubeVersion, input.Helm);
        }
        catch (VersionFault fault)
        {
            throw new ChartException($"invalid kube version '{input.KubeVersion}': {fault.Message}", "");
        }
    }

    private static void CheckKubernetes(ChartMetadata metadata, KubernetesVersion kubernetes, HelmLine line)
    {
        if (metadata.KubeVersion.Length > 0
            && !VersionConstraint.IsMet(metadata.KubeVersion, kubernetes.Compared, line))
        {
            throw new ChartException(
                $"chart requires kubeVersion: {metadata.KubeVersion} which is incompatible with Kubernetes "
                    + kubernetes.Full,
                MetadataReader.File);
        }
    }

    private static (ChartSelection Selection, GoMap Values, IReadOnlyList<string> Warnings) Prepared(
        ChartTree tree, RenderInput input, RenderWorld world)
    {
        try
        {
            var prepared = Prepare(tree, input, world.Budget);
            Watch(prepared.Values, input.Watched, world.Trace);
            world.Trace.IsPaused = SchemaReach.IsBlindTo(tree.Root.Content.Schema, input.Watched)
                && prepared.Selection.Root.Charts.All(inner => inner.Name != input.Watched);
            SchemaChecker.Check(prepared.Selection.Root, prepared.Values, tree.Line, world.Budget);
            world.Trace.IsPaused = false;
            return prepared;
        }
        catch (GoError fault)
        {
            // Outside templates there is nothing but limits that fails so.
            throw new ChartException(ByteText.ToUnicode(fault.Message), ChartReader.ValuesFile);
        }
    }

    /// <summary>Laying values over each other came before: that goes by their names and kinds alone.</summary>
    private static void Watch(GoMap values, string? key, ReadTrace trace)
    {
        if (key is not null && values.TryGet(ByteText.FromUnicode(key), out var watched)
            && watched.Kind == GoKind.Map)
        {
            watched.Map.Watch(trace);
        }
    }

    private static (ChartSelection Selection, GoMap Values, IReadOnlyList<string> Warnings) Prepare(
        ChartTree tree, RenderInput input, Budget budget)
    {
        var coalescer = new ValueCoalescer(tree.Line, budget);
        var given = JsonValues.FromObject(input.Values);
        var chosen = new DependencySwitch(coalescer, tree.Line).Choose(tree.Root, given);
        var selection = tree.Select(chosen, root =>
        {
            var importer = new ValueCoalescer(tree.Line, budget);
            ImportedValues.Import(root, importer);
            return ChartSelection.Of(root, tree.Line, importer.Warnings);
        });
        return (selection, coalescer.Coalesce(selection.Root, given), coalescer.Warnings);
    }

    private static List<ExecutedFile> Execute(ChartSelection selection, RenderContext context, RenderWorld world)
    {
        var scope = new RenderScope(selection.Templates, world);
        var rendered = new List<ExecutedFile>();
        foreach (var (file, chart) in selection.Files)
        {
            if (file.IsPartial || !selection.Templates.TryGet(file.Name, out var template))
            {
                continue;
            }

            var execution = new Execution(scope, template, new TextSink(world.Budget), []);
            var output = Run(execution, context.Dot(chart, file.Name), file.Name);
            rendered.Add(new ExecutedFile(file, new RenderedFile(template.Source, output.Text, output.Marks)));
        }

        return rendered;
    }

    private static (string Text, IReadOnlyList<LineMark> Marks) Run(Execution execution, GoMap dot, string file)
    {
        try
        {
            execution.Run(GoValue.Of(dot));
            return (execution.Output, execution.Marks);
        }
        catch (TemplateFault fault)
        {
            var (line, column) = fault.Inner.Source.Place(fault.Inner.Offset);
            var message = fault.Said is null ? fault.Message : $"execution error at ({fault.Outer}): {fault.Said}";
            var name = fault.Inner.Source.Name == RenderScope.SetName ? file : fault.Inner.Source.Name;
            throw new ChartException(ByteText.ToUnicode(message), name, line, column);
        }
    }

    private static (IReadOnlyList<ManifestDocument> Objects, IReadOnlyList<RenderedHook> Hooks, List<string> Unknown)
        Sort(IEnumerable<ExecutedFile> files, HelmLine line)
    {
        var objects = new List<ManifestDocument>();
        var hooks = new List<RenderedHook>();
        var unknown = new List<string>();
        foreach (var document in files
            .OrderBy(file => file.Template.Name, StringComparer.Ordinal)
            .SelectMany(file => Documents(file.File, line)))
        {
            if (!HookSorter.IsHook(document))
            {
                objects.Add(document);
            }
            else if (HookSorter.Read(document) is { } hook)
            {
                hooks.Add(hook);
            }
            else
            {
                unknown.Add($"{document.File}, line {document.Line}: left out, since its helm.sh/hook is not known");
            }
        }

        return (
            InstallOrder.Sort(objects, document => document.Head.Kind, line),
            InstallOrder.Sort(hooks, hook => hook.Document.Head.Kind, line),
            unknown);
    }

    private static IEnumerable<ManifestDocument> Documents(RenderedFile file, HelmLine line)
    {
        var index = 0;
        foreach (var range in ManifestSplitter.Split(file.Text))
        {
            var text = line == HelmLine.Three ? GoSpace.TrimEnd(file.Text[range]) : file.Text[range];
            yield return ManifestReader.Read(file.Source.Name, index, text, file.Line(range.Start.Value)) with
            {
                Places = new DocumentPlaces(file, range.Start.Value, text),
            };
            index++;
        }
    }

    /// <summary>A file and what it printed.</summary>
    private sealed record ExecutedFile(TemplateFile Template, RenderedFile File);
}

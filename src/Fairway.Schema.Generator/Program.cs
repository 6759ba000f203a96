using Fairway.Schema.Generator;

// Run by the build of Fairway.Schema: the argument is the folder to write to. The assembly, its documentation and the
// table lie beside this program.
if (args is not [var folder])
{
    Console.Error.WriteLine("usage: Fairway.Schema.Generator FOLDER");
    return 2;
}

try
{
    var facts = new FactTable(Path.Combine(AppContext.BaseDirectory, "Data", "facts.tsv"));
    var summaries = new Summaries(Path.Combine(AppContext.BaseDirectory, "KubernetesClient.xml"));
    Directory.CreateDirectory(folder);
    new SchemaWriter(facts, new ModelReader(facts), summaries).Write(folder);
    return 0;
}
catch (GenerationException fault)
{
    Console.Error.WriteLine($"error FWSCHEMA: {fault.Message}");
    return 1;
}

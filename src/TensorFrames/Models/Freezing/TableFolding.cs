using System.Security.Cryptography;
using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Values;

namespace TensorFrames.Models.Freezing;

/// <summary>
/// Puts lookup tables into the graph: keys and values as constants, and an op that fills the table from them before anything
/// reads it. A session fills it once; filling it again with as many entries does nothing, so that every run may.
/// </summary>
internal static class TableFolding
{
    /// <exception cref="GraphException">A table changes while the graph runs, or its entries are not known.</exception>
    public static void Run(FreezeGraph graph, InitialValues values, ValueBytes bytes)
    {
        foreach (var body in graph.Bodies)
        {
            foreach (var node in body.Nodes.Where(n => Writes(n.Op)))
            {
                throw new GraphException($"A lookup table changes while the graph runs: node '{node.Name}' ({node.Op}) writes it, so it cannot be frozen. Fix: fetch what does not need this node.") { Node = node.Name };
            }

            foreach (var node in body.Nodes.Where(n => Resource.IsTable(n.Op)).ToList())
            {
                Fold(body, node, values.Table(node, bytes));
            }

            foreach (var node in body.Nodes.Where(n => n.Op is "LookupTableFind" or "LookupTableSize" or "LookupTableExport"))
            {
                // The first generation hands tables on as strings; all of them are handles now.
                node.Op += "V2";
            }
        }
    }

    private static void Fold(FreezeBody body, NodeDef table, (TensorProto Keys, TensorProto Values) entries)
    {
        var (keys, contents) = entries;
        var handle = body.KeyOf(body.InputOf(table, "table_handle"));
        table.Op = "HashTableV2";
        table.Attr["shared_name"] = new AttrValue { S = ByteString.CopyFromUtf8($"{Resource.NameOf(table)}_{Digest(keys, contents)}") };
        var keysNode = Tensors.Const(body.FreeName(table.Name + "/keys"), keys);
        body.Add(keysNode);
        var valuesNode = Tensors.Const(body.FreeName(table.Name + "/values"), contents);
        body.Add(valuesNode);
        var fill = new NodeDef { Name = body.FreeName(table.Name + "/fill"), Op = "InitializeTableV2" };
        fill.Input.AddRange([body.InputOf(table, "table_handle"), body.InputOf(keysNode, "output"), body.InputOf(valuesNode, "output")]);
        fill.Attr.Add("Tkey", new AttrValue { Type = keys.Dtype });
        fill.Attr.Add("Tval", new AttrValue { Type = contents.Dtype });
        body.Add(fill);
        var filled = new NodeDef { Name = body.FreeName(table.Name + "/filled"), Op = "Identity", Attr = { ["T"] = ProtoParts.Type(DType.Resource) } };
        var output = body.InputOf(filled, "output");
        body.Redirect(input => !input.StartsWith('^') && body.KeyOf(input) == handle ? output : input, except: fill);
        filled.Input.AddRange([fill.Input[0], "^" + fill.Name]);
        body.Add(filled);
    }

    // In one session tables of one name are one table: of two models in one graph, only those with the same entries may be.
    private static string Digest(TensorProto keys, TensorProto contents)
    {
        using var hash = SHA256.Create();
        using (var bytes = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            keys.WriteTo(bytes);
            contents.WriteTo(bytes);
        }

        return Convert.ToHexStringLower(hash.Hash.AsSpan(0, 16));
    }

    private static bool Writes(string op) => op is "LookupTableInsert" or "LookupTableInsertV2" or "LookupTableRemoveV2" or "LookupTableImport" or "LookupTableImportV2"
        or "InitializeTable" or "InitializeTableV2" or "InitializeTableFromTextFile" or "InitializeTableFromTextFileV2";
}

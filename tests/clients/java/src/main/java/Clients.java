import java.util.ArrayList;
import java.util.List;
import org.apache.jena.http.auth.AuthEnv;
import org.apache.jena.query.Dataset;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdfconnection.RDFConnection;
import org.apache.jena.rdfconnection.RDFConnectionRemote;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.impl.SimpleValueFactory;
import org.eclipse.rdf4j.repository.RepositoryConnection;
import org.eclipse.rdf4j.repository.sparql.SPARQLRepository;

/** Jena and RDF4J against a service; prints what each found, a line each. */
public class Clients {
  static final String EX = "http://example.org/clients/java/";
  static final String GOALS =
      "PREFIX insek: <https://w3id.org/insek/ns#> SELECT ?z { ?z a insek:Leitziel ;"
          + " insek:kommune <https://w3id.org/insek/id/auerbach/kommune/stadt> }";

  public static void main(String[] arguments) {
    String url = arguments[0];
    String token = arguments[1];
    jena(url, token);
    rdf4j(url, token);
    System.exit(0);
  }

  static void say(String what, Object found) {
    System.out.println(what + "=" + found);
  }

  static void jena(String url, String token) {
    AuthEnv.get().setBearerToken(url + "/sparql", token);
    AuthEnv.get().setBearerToken(url + "/graph-store", token);
    try (RDFConnection connection =
        RDFConnectionRemote.newBuilder()
            .destination(url)
            .queryEndpoint("sparql")
            .updateEndpoint("sparql")
            .gspEndpoint("graph-store")
            .build()) {
      List<String> rows = new ArrayList<>();
      connection.querySelect(GOALS, row -> rows.add(row.get("z").toString()));
      say("jena.select", rows.size());
      say("jena.ask", connection.queryAsk("ASK { ?s ?p ?o }"));
      say(
          "jena.construct",
          connection.queryConstruct(GOALS.replace("SELECT ?z", "CONSTRUCT { ?z a <urn:x> } WHERE"))
              .size());
      Model model = ModelFactory.createDefaultModel();
      model.add(
          model.createResource(EX + "a"), model.createProperty(EX + "p"), "Grün", "de");
      connection.put(EX + "graph", model);
      say("jena.fetch", connection.fetch(EX + "graph").isIsomorphicWith(model));
      connection.load(EX + "graph", model.add(model.createResource(EX + "b"), model.createProperty(EX + "p"), "2"));
      say("jena.load", connection.fetch(EX + "graph").size());
      connection.update("INSERT DATA { GRAPH <" + EX + "graph> { <urn:a> <urn:b> 1 } }");
      say("jena.update", connection.fetch(EX + "graph").size());
      connection.update("INSERT DATA { <urn:jena> <urn:b> 1 }");
      say("jena.default", connection.queryAsk("ASK { <urn:jena> <urn:b> 1 }"));
      connection.update("DELETE WHERE { <urn:jena> ?p ?o }");
      Dataset dataset = connection.fetchDataset();
      say("jena.dataset", dataset.containsNamedModel(EX + "graph"));
      connection.delete(EX + "graph");
      say("jena.deleted", !connection.queryAsk("ASK { GRAPH <" + EX + "graph> { ?s ?p ?o } }"));
    }
  }

  static void rdf4j(String url, String token) {
    SPARQLRepository repository = new SPARQLRepository(url + "/sparql");
    repository.setUsernameAndPassword("leitgraph", token);
    repository.enableQuadMode(true);
    repository.init();
    SimpleValueFactory factory = SimpleValueFactory.getInstance();
    IRI graph = factory.createIRI(EX + "rdf4j");
    IRI thing = factory.createIRI(EX + "c");
    IRI says = factory.createIRI(EX + "p");
    try (RepositoryConnection connection = repository.getConnection()) {
      try (var result = connection.prepareTupleQuery(GOALS).evaluate()) {
        say("rdf4j.select", result.stream().count());
      }
      connection.add(thing, says, factory.createLiteral("Grün", "de"), graph);
      connection.add(thing, says, factory.createLiteral(3), graph);
      say("rdf4j.added", connection.getStatements(thing, says, null, false, graph).stream().count());
      connection.prepareUpdate("DELETE WHERE { GRAPH <" + graph + "> { ?s ?p 3 } }").execute();
      say("rdf4j.updated", connection.size(graph));
      connection.add(thing, says, factory.createLiteral(4));
      say("rdf4j.default", connection.hasStatement(thing, says, factory.createLiteral(4), false));
      connection.remove(thing, says, factory.createLiteral(4));
      say("rdf4j.removed", !connection.hasStatement(thing, says, factory.createLiteral(4), false));
      connection.clear(graph);
      say("rdf4j.cleared", connection.size(graph));
    }
    repository.shutDown();
  }
}

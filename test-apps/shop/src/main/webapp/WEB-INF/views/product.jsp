<%@ page contentType="text/html;charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<!DOCTYPE html>
<html lang="en">
<head><title><c:out value="${product.name}"/></title><link rel="stylesheet" href="<c:url value='/static/shop.css'/>"></head>
<body>
<header><h1><c:out value="${product.name}"/></h1></header>
<p><c:out value="${product.description}"/></p>
<p>Price <c:out value="${product.price}"/>, <c:out value="${product.stock}"/> in stock.</p>
<p><a href="<c:url value='/'/>">All products</a></p>
</body>
</html>
